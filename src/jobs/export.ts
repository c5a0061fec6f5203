import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { assigneesOf } from './assignees.ts'

/** Every job of an account with where it stands, whom it is given to and how it is repeated. Two queries. */
export async function* jobsExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const db = app.db.read
  const jobs = await db
    .selectFrom('job')
    .innerJoin('pipeline', 'pipeline.id', 'job.pipeline_id')
    .innerJoin('stage', 'stage.id', 'job.stage_id')
    .leftJoin('staff', 'staff.id', 'job.created_by')
    .leftJoin('recurrence', 'recurrence.job_id', 'job.id')
    .select(['job.id', 'job.name', 'job.details', 'pipeline.name as pipeline', 'stage.name as stage', 'job.due'])
    .select(['job.created_at', 'staff.name as created_by', 'job.completed_at', 'job.archived_at'])
    .select([
      'recurrence.every',
      'recurrence.first_due',
      'recurrence.last_day',
      'recurrence.until',
      'recurrence.next_due',
    ])
    .where('job.account_id', '=', account.id)
    .orderBy('job.id')
    .execute()
  const assignees = await assigneesOf(
    db,
    jobs.map((job) => job.id),
  )
  yield {
    facts: {
      jobs: jobs.map(({ id, every, first_due, last_day, until, next_due, ...job }) => ({
        ...job,
        assignees: assignees.get(id)!.map((person) => person.name),
        recurrence: every && { every, first_due, on_last_day: last_day === 1, until, next_due },
      })),
    },
  }
}
