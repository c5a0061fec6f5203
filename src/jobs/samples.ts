import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { moveJob } from './move.ts'

export const samples = parameters({
  '/accounts/:id/jobs/:jobId': async (world, { id }) => {
    const { id: pipeline, stages } = await makePipeline(world)
    const fields = { details: 'Two\nlines', due: '2020-01-31' }
    const job = await makeJob(world, id, pipeline, fields, [world.people.owner])
    await world.perform((act) => moveJob(act, job, stages[0]!.id, stages[1]!.id))
    return job
  },
})
