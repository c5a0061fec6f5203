import type { App } from '#src/platform/app.ts'
import { everyChoices } from '#src/platform/recurrence.ts'
import { derivedOf } from './state.ts'

/** What a job says twice must be the same, and its stage must be one of its pipeline: a line for each where that is not so. */
export async function wrongJobs({ db }: App): Promise<string[]> {
  const jobs = await db.read
    .selectFrom('job')
    .innerJoin('stage', 'stage.id', 'job.stage_id')
    .select(['job.id', 'job.due', 'job.completed_at', 'job.archived_at', 'job.state', 'job.sort_due'])
    .select(['job.pipeline_id', 'stage.pipeline_id as stage_pipeline', 'stage.completes'])
    .execute()
  const wrong = jobs.flatMap((job) => {
    const derived = derivedOf(job)
    return [
      job.pipeline_id === job.stage_pipeline ? '' : `job ${job.id} stands in a stage of another pipeline`,
      derived.state === job.state && derived.sort_due === job.sort_due
        ? ''
        : `job ${job.id} is listed under another state or date than its own`,
      (job.completed_at !== null) === (job.completes === 1)
        ? ''
        : `job ${job.id} is ${job.completed_at ? '' : 'not '}completed, and its stage says otherwise`,
    ].filter(Boolean)
  })
  const strayed = await db.read
    .selectFrom('job_assignee')
    .innerJoin('job', 'job.id', 'job_assignee.job_id')
    .select('job.id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb('job_assignee.state', '!=', eb.ref('job.state')),
        eb('job_assignee.sort_due', '!=', eb.ref('job.sort_due')),
      ]),
    )
    .execute()
  const recurrences = await db.read
    .selectFrom('recurrence')
    .select(['id', 'every', 'last_day', 'next_due', 'make_on'])
    .execute()
  return [
    ...wrong,
    ...strayed.map(({ id }) => `job ${id} stands otherwise in its assignees’ lists`),
    ...recurrences.flatMap(({ id, every, last_day, next_due, make_on }) =>
      everyChoices.includes(every) &&
      (last_day === 0 || (last_day === 1 && every !== 'week')) &&
      (next_due === null) === (make_on === null)
        ? []
        : [`recurrence ${id} does not know when its next job comes`],
    ),
  ]
}
