import { type SelectQueryBuilder, sql } from 'kysely'
import { seesAccount } from '#src/accounts/account.ts'
import { type Ordered, ofTeam, pageOf, pageOfSeen } from '#src/accounts/sight.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { events } from '#src/audit/events.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Cursor, KeysetPage } from '#src/platform/db/keyset.ts'
import { type Asked, type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { type Assignee, assigneesOf, givenTo } from './assignees.ts'
import { dueRange, type JobFilter } from './filter.ts'
import type { JobState } from './state.ts'

const jobsPerPage = 50
const eventsShown = 30

/** What a list shows of a job. */
export interface JobRow {
  id: number
  account_id: number
  account: string
  account_archived: string | null
  name: string
  due: string
  state: JobState
  pipeline_id: number
  pipeline: string
  stage: string
  colour: string
  /** Which stage it stands in, and of how many. */
  position: number
  stages: number
  assignees: Assignee[]
}

/** Jobs with what a list shows of them beside whom they are given to, from a query that has joined them to their accounts. */
function asRows<TB extends 'account' | 'job'>(query: SelectQueryBuilder<Tables, TB, unknown>) {
  return (query as unknown as SelectQueryBuilder<Tables, 'account' | 'job', unknown>)
    .innerJoin('pipeline', 'pipeline.id', 'job.pipeline_id')
    .innerJoin('stage', 'stage.id', 'job.stage_id')
    .select(['job.id', 'job.account_id', 'job.name', 'job.due', 'job.state', 'job.pipeline_id'])
    .select(['account.name as account', 'account.archived_at as account_archived'])
    .select(['pipeline.name as pipeline', 'stage.name as stage', 'stage.colour', 'stage.position'])
    .select((eb) =>
      eb
        .selectFrom('stage as each')
        .select((n) => n.fn.countAll<number>().as('n'))
        .whereRef('each.pipeline_id', '=', 'job.pipeline_id')
        .as('stages'),
    )
}

/** Rows with whom each job is given to: one query more, however many rows. */
async function withAssignees<Row extends { id: number; stages: number | string | null }>(
  db: Db,
  rows: readonly Row[],
): Promise<(Omit<Row, 'stages'> & { stages: number; assignees: Assignee[] })[]> {
  const assignees = await assigneesOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, stages: Number(row.stages), assignees: assignees.get(row.id)! }))
}

/** Jobs as a list shows them, in the order of their numbers there. Two queries. */
async function jobRows(db: Db, ids: readonly number[]): Promise<JobRow[]> {
  if (ids.length === 0) return []
  const rows = await asRows(db.selectFrom('job').innerJoin('account', 'account.id', 'job.account_id'))
    .where('job.id', 'in', ids)
    .execute()
  const byId = new Map((await withAssignees(db, rows)).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * One page of the jobs that a person sees and a filter shows, by due date, those without one last, of one account where one is asked for.
 * Five queries at most.
 */
export async function jobPage(
  db: Db,
  staff: Staff,
  filter: JobFilter & { accountId?: number | null },
  today: string,
  cursor: Cursor | null,
): Promise<KeysetPage<JobRow>> {
  const { accountId = null } = filter
  const at = { cursor, size: jobsPerPage }
  const page =
    accountId === null
      ? await pageOfSeen(
          db,
          staff,
          { along: alongJobs(db, filter, today), ofTeam: among(ofTeam(db, staff, 'job'), filter, today) },
          at,
        )
      : await pageOf(among(ofAccount(db, staff, accountId), filter, today), at)
  const ids = page.rows.map((row) => row.id)
  return { ...page, rows: await jobRows(db, ids) }
}

type Jobs = SelectQueryBuilder<Tables, 'job', object>

/** The jobs that a filter shows, of everybody's, as an index has them in order. Of one person's their own copies stand so. */
function alongJobs(db: Db, filter: JobFilter, today: string): Ordered {
  const { pipeline, stage, assignee } = filter
  if (typeof assignee === 'number') {
    const mine = db
      .selectFrom('job_assignee as mine')
      .crossJoin('job')
      .whereRef('job.id', '=', 'mine.job_id')
      .where('mine.staff_id', '=', assignee) as unknown as Jobs
    const query = inTime(inStage(mine, filter), 'mine', filter, today)
    return { query, column: 'mine.sort_due', id: 'mine.job_id', account: 'job.account_id', readsRows: true }
  }
  const jobs = db
    .selectFrom('job')
    .$if(stage !== null, (narrow) => narrow.where('job.stage_id', '=', stage!))
    .$if(stage === null && pipeline !== null, (narrow) => narrow.where('job.pipeline_id', '=', pipeline!))
  return { ...byDue, ...givenTo(assignee), query: inTime(jobs, 'job', filter, today) }
}

/** The same of jobs of which it is known whose they are. */
const among = (jobs: Jobs, filter: JobFilter, today: string): Ordered => ({
  ...byDue,
  ...givenTo(filter.assignee),
  query: inTime(inStage(jobs, filter), 'job', filter, today),
})

const byDue = { column: 'job.sort_due', id: 'job.id', account: 'job.account_id' }

const ofAccount = (db: Db, staff: Staff, accountId: number): Jobs =>
  db.selectFrom('job').where('job.account_id', '=', accountId).where(seesAccount(staff, 'job.account_id'))

/**
 * Of jobs those in a stage, which says its pipeline, or in a pipeline. The plus hides the column from the choice of an index: whose they
 * are is the better one.
 */
const inStage = (jobs: Jobs, { pipeline, stage }: Pick<JobFilter, 'pipeline' | 'stage'>): Jobs =>
  jobs
    .$if(pipeline !== null && stage === null, (narrow) => narrow.where(sql`+job.pipeline_id`, '=', pipeline))
    .$if(stage !== null, (narrow) => narrow.where(sql`+job.stage_id`, '=', stage))

/** Of jobs those that a filter shows by how far they are and when they are due, as the table `of` has it. */
function inTime(jobs: Jobs, of: 'job' | 'mine', { show, due }: JobFilter, today: string): Jobs {
  const [from, to] = dueRange(due, today)
  const [state, day] = [`${of}.state` as 'job.state', `${of}.sort_due` as 'job.sort_due']
  return jobs
    .$if(show !== 'all', (narrow) => narrow.where(state, '=', show === 'overdue' ? 'open' : (show as JobState)))
    .$if(show === 'overdue', (narrow) => narrow.where(day, '<', today))
    .$if(from !== null, (narrow) => narrow.where(day, '>=', from!))
    .$if(to !== null, (narrow) => narrow.where(day, '<=', to!))
}

const openJobs = prepared((db, accountId: Placeholder<number>, most: Placeholder<number>) => {
  const open = db
    .selectFrom('job as other')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('other.account_id', '=', accountId)
    .where('other.state', '=', 'open')
  return asRows(db.selectFrom('job').innerJoin('account', 'account.id', 'job.account_id'))
    .select(open.as('open'))
    .where('job.account_id', '=', accountId)
    .where('job.state', '=', 'open')
    .orderBy('job.sort_due')
    .orderBy('job.id')
    .limit(most)
})

/** The open jobs of an account, the most urgent first, and how many there are. Two queries. */
export async function currentJobs(db: Db, accountId: number, most: number): Promise<{ rows: JobRow[]; open: number }> {
  const rows = await openJobs(db, accountId, most)
  return { rows: await withAssignees(db, rows), open: Number(rows[0]?.open ?? 0) }
}

/** The open jobs of an account that should have been done before that day, as a query to count. */
export const jobsOverdue = (db: Db, accountId: Asked<number>, today: Asked<string>) =>
  db
    .selectFrom('job')
    .select('job.id')
    .where('job.account_id', '=', accountId)
    .where('job.state', '=', 'open')
    .where('job.sort_due', '<', today)

const openJobsOf = prepared((db, staff: Reader, most: Placeholder<number>) =>
  asRows(db.selectFrom('job').innerJoin('account', 'account.id', 'job.account_id'))
    .innerJoin('job_assignee as mine', 'mine.job_id', 'job.id')
    .where(seesAccount(staff, 'account.id'))
    .where('mine.staff_id', '=', staff.id)
    .where('mine.state', '=', 'open')
    .orderBy('mine.sort_due')
    .orderBy('mine.job_id')
    .limit(most),
)

/** The open jobs that are given to a person, of the accounts that they see, the most urgent first; one more than `most` tells that there are others. Two queries. */
export async function jobsOfMine(db: Db, staff: Staff, most: number): Promise<JobRow[]> {
  return withAssignees(db, await openJobsOf(db, staff, most + 1))
}

/** One job of an account, with who made it, who has moved it last and whom it is given to. Throws 404. Two queries. */
export async function findJob(db: Db, accountId: number, id: number | null) {
  const job =
    id === null
      ? undefined
      : await asRows(db.selectFrom('job').innerJoin('account', 'account.id', 'job.account_id'))
          .leftJoin('staff as creator', 'creator.id', 'job.created_by')
          .leftJoin('staff as mover', 'mover.id', 'job.entered_by')
          .leftJoin('recurrence as source', 'source.id', 'job.recurrence_id')
          .select(['job.details', 'job.stage_id', 'job.created_at', 'job.entered_at', 'job.completed_at'])
          .select(['job.archived_at', 'job.version', 'source.job_id as made_from'])
          .select(['creator.name as created_by_name', 'mover.name as entered_by_name'])
          .where('job.id', '=', id)
          .where('job.account_id', '=', accountId)
          .executeTakeFirst()
  if (!job) throw notFound()
  const [whole] = await withAssignees(db, [job])
  return whole!
}

export type WholeJob = Awaited<ReturnType<typeof findJob>>

/** What has happened to a job, the newest first. */
export const historyOf = async (db: Db, jobId: number): Promise<AuditEvent[]> =>
  (await events(db, { subjectRef: `job ${jobId}` }, eventsShown)).events
