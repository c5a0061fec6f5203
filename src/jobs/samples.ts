import { stagesOf } from '#src/pipelines/stage.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { moveJob } from './move.ts'
import { setRecurrence } from './recurrence.ts'

export const samples = parameters({
  '/accounts/:id/jobs/:jobId': async (world, { id }) => {
    const { id: pipeline, stages } = await makePipeline(world)
    const fields = { details: 'Two\nlines', due: '2020-01-31' }
    const job = await makeJob(world, id, pipeline, fields, [world.people.owner])
    await world.perform((act) => moveJob(act, job, stages[0]!.id, stages[1]!.id))
    return job
  },
})

export const forms = sent({
  '/accounts/:id/jobs': async (world) => ({ pipeline: (await makePipeline(world)).id, name: 'New' }),
  '/accounts/:id/jobs/:jobId': () => ({ name: 'Renamed', version: 1 }),
  '/accounts/:id/jobs/:jobId/archived': () => ({ wanted: 'on' }),
  '/accounts/:id/jobs/:jobId/removal': () => ({}),
  '/accounts/:id/jobs/:jobId/stage': async (world, { jobId }) => {
    const job = await world.app.db.read.selectFrom('job').selectAll().where('id', '=', jobId!).executeTakeFirstOrThrow()
    const stages = await stagesOf(world.app.db.read, job.pipeline_id)
    return { from: job.stage_id, to: stages.find((stage) => stage.id !== job.stage_id)!.id }
  },
  '/accounts/:id/jobs/:jobId/recurrence': () => ({
    every: 'month',
    first_due: '2030-01-31',
    days_before: 7,
    version: 0,
  }),
  '/accounts/:id/jobs/:jobId/recurrence/end': async (world, { jobId }) => {
    const fields = { every: 'month', first_due: '2030-01-31', last_day: 0, until: '', days_before: 7 } as const
    await world.perform((act) => setRecurrence(act, jobId!, 0, fields, '2026-01-01'))
    return {}
  },
})
