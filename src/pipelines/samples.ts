import { makePipeline } from '#src/testing/jobs.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { stagesOf } from './stage.ts'

export const samples = parameters({
  '/settings/pipelines/:id': async (world) => (await makePipeline(world)).id,
  '/settings/pipelines/:id/stages/:stageId': async (world, { id }) =>
    (await stagesOf(world.app.db.read, id)).at(-1)!.id,
})

export const forms = sent({
  '/settings/pipelines': () => ({ name: crypto.randomUUID(), use: 'everybody', stages: 'One\nTwo' }),
  '/settings/pipelines/:id': () => ({ name: crypto.randomUUID(), use: 'everybody', version: 1 }),
  '/settings/pipelines/:id/archived': () => ({ wanted: 'on' }),
  '/settings/pipelines/:id/stages': () => ({ name: 'More', colour: 'blue' }),
  '/settings/pipelines/:id/order': async (world, { id }) => {
    const was = (await stagesOf(world.app.db.read, id!)).map((stage) => stage.id)
    return { was, move: `down ${was[0]}` }
  },
  '/settings/pipelines/:id/stages/:stageId': () => ({ name: 'Renamed', colour: 'blue', version: 1 }),
  '/settings/pipelines/:id/stages/:stageId/removal': () => ({}),
})
