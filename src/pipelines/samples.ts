import { makePipeline } from '#src/testing/jobs.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { stagesOf } from './stage.ts'

export const samples = parameters({
  '/settings/pipelines/:id': async (world) => (await makePipeline(world)).id,
  '/settings/pipelines/:id/stages/:stageId': async (world, { id }) =>
    (await stagesOf(world.app.db.read, id)).at(-1)!.id,
})
