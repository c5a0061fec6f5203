import { type SelectQueryBuilder, sql } from 'kysely'
import { seesAccount } from '#src/accounts/account.ts'
import { beyond, inOrder, nearest, type Ordered, ofTeam, type Sight, sightOf } from '#src/accounts/sight.ts'
import { type Stage, stagesOf } from '#src/pipelines/stage.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Assignee, assigneesOf, givenTo } from './assignees.ts'
import type { Whose } from './filter.ts'
import type { JobState } from './state.ts'

/** How many cards a column of the board shows: as many as somebody reads. */
export const cardsPerColumn = 20

/** How far one walks along each column. */
const farInColumn = 5000

/** How many jobs of a column are counted. */
const mostCounted = 500

export interface Card {
  id: number
  account_id: number
  account: string
  account_archived: string | null
  stage_id: number
  name: string
  due: string
  state: JobState
  assignees: Assignee[]
}

export interface Column {
  stage: Stage
  /** Of what stands in it and the person may see, as far as it is counted. */
  count: number
  /** There are more. */
  isMore: boolean
  cards: Card[]
}

/** What stands in a stage and is not put away. */
const stateIn = (stage: Stage): JobState => (stage.completes ? 'completed' : 'open')

/**
 * A pipeline as a board: each stage with its first cards, of the accounts that the person sees, and of one assignee where one is asked
 * for: the most urgent first, of what is done the last. Seven queries at most.
 */
export async function boardOf(db: Db, staff: Staff, pipelineId: number, assignee: Whose = null): Promise<Column[]> {
  const stages = await stagesOf(db, pipelineId)
  if (stages.length === 0) return []
  const sight = await sightOf(db, staff)
  const along = sight === 'few' ? null : await alongStages(db, staff, sight, stages, assignee)
  const found = along?.found ?? (await amongJobs(db, jobsToRank(db, staff, sight, assignee), pipelineId, stages))
  const counted = (stage: Stage) => {
    const { count, isMore } = found.find((job) => job.stage_id === stage.id)?.counted ?? { count: 0, isMore: false }
    return { count, isMore: isMore || (along?.unsure.has(stage.id) ?? false) }
  }
  const shown = (stage: Stage) => found.filter((job) => job.stage_id === stage.id).slice(0, cardsPerColumn)
  const cards = await cardsOf(
    db,
    stages.flatMap((stage) => shown(stage).map(({ id }) => id)),
  )
  return stages.map((stage) => ({
    stage,
    ...counted(stage),
    cards: shown(stage).flatMap(({ id }) => cards.get(id) ?? []),
  }))
}

/** A job that a column shows, and how many stand there. */
interface Found {
  id: number
  stage_id: number
  counted: Pick<Column, 'count' | 'isMore'>
}

const upTo = (most: number, count: number) => ({ count: Math.min(count, most), isMore: count > most })

/**
 * The first of each stage along the index that has them in order; null where so few were found on a limited way that others may follow, and
 * there is another way. Where there is none the stages are `unsure` of which that is so.
 */
async function alongStages(
  db: Db,
  staff: Staff,
  sight: Sight,
  stages: readonly Stage[],
  assignee: Whose,
): Promise<{ found: Found[]; unsure: ReadonlySet<number> } | null> {
  const all = (stage: Stage): Ordered => ({
    query: db.selectFrom('job').where('job.stage_id', '=', stage.id).where('job.state', '=', stateIn(stage)),
    column: 'job.sort_due',
    id: 'job.id',
    account: 'job.account_id',
    ...givenTo(assignee),
  })
  const from = (stage: Stage) => ({ cursor: null, descending: Boolean(stage.completes) })
  const isEverybodys = sight === 'everything' && assignee === null
  const isLimited = !isEverybodys
  const rows = await united(db, stages, (stage) => {
    const things = isLimited ? nearest(db, staff, sight, all(stage), from(stage), farInColumn) : all(stage)
    const count = all(stage)
      .query.select(sql`1`.as('one'))
      .limit(mostCounted + 1)
    return inOrder(things, from(stage))
      .select([`${things.id} as id`, sql.lit(stage.id).as('stage_id')])
      .select((eb) =>
        isEverybodys
          ? eb
              .selectFrom(count.as('some'))
              .select((some) => some.fn.countAll().as('count'))
              .as('count')
          : eb.lit(0).as('count'),
      )
      .limit(cardsPerColumn + 1)
  })
  const found = (stage: Stage) => rows.filter((row) => row.stage_id === stage.id)
  const short = isLimited ? stages.filter((stage) => found(stage).length <= cardsPerColumn) : []
  const further =
    short.length === 0
      ? []
      : await united(db, short, (stage) =>
          beyond(all(stage), from(stage), farInColumn).select(sql.lit(stage.id).as('stage_id')),
        )
  // Whoever sees everything has nowhere else to begin to look for what is nobody's.
  if (further.length > 0 && !(sight === 'everything' && assignee === 'nobody')) return null
  const jobs = rows.map(({ id, stage_id, count }) => ({
    id,
    stage_id,
    counted: isEverybodys
      ? upTo(mostCounted, Number(count))
      : upTo(cardsPerColumn, rows.filter((row) => row.stage_id === stage_id).length),
  }))
  return { found: jobs, unsure: new Set(further.map(({ stage_id }) => stage_id)) }
}

type Jobs = SelectQueryBuilder<Tables, 'job', object>

/** Few jobs of which those of a pipeline are the board: of a person's accounts, or given to somebody. */
function jobsToRank(db: Db, staff: Staff, sight: Sight, assignee: Whose): Jobs {
  const { asks } = givenTo(assignee)
  if (sight === 'few' || sight === 'many' || typeof assignee !== 'number')
    return ofTeam(db, staff, 'job').$if(asks !== undefined, (jobs) => jobs.where(asks!('job.id')))
  const given = db
    .selectFrom('job_assignee as mine')
    .crossJoin('job')
    .whereRef('job.id', '=', 'mine.job_id')
    .where('mine.staff_id', '=', assignee) as unknown as Jobs
  return given.where(seesAccount(staff, 'job.account_id'))
}

/** The first of each stage among some jobs. */
async function amongJobs(db: Db, jobs: Jobs, pipelineId: number, stages: readonly Stage[]): Promise<Found[]> {
  const done = stages.find((stage) => stage.completes)?.id ?? 0
  // What is done stands the other way round.
  const order = sql`case when job.state = 'open' then job.sort_due end, case when job.state = 'open' then job.id end, job.sort_due desc, job.id desc`
  const placed = jobs
    .where(sql`+job.pipeline_id`, '=', pipelineId)
    .where('job.state', '=', sql<JobState>`case when job.stage_id = ${done} then 'completed' else 'open' end`)
    .select(['job.id', 'job.stage_id'])
    .select(sql<number>`row_number() over (partition by job.stage_id order by ${order})`.as('place'))
    .select(sql<number>`count(*) over (partition by job.stage_id)`.as('count'))
  const rows = await db
    .selectFrom(placed.as('placed'))
    .selectAll('placed')
    .where('place', '<=', cardsPerColumn)
    .orderBy('stage_id')
    .orderBy('place')
    .execute()
  return rows.map(({ id, stage_id, count }) => ({ id, stage_id, counted: upTo(mostCounted, Number(count)) }))
}

/** Jobs as their cards show them, by their numbers. Two queries. */
async function cardsOf(db: Db, ids: readonly number[]): Promise<Map<number, Card>> {
  if (ids.length === 0) return new Map()
  const [jobs, assignees] = await Promise.all([
    db
      .selectFrom('job')
      .innerJoin('account', 'account.id', 'job.account_id')
      .select(['job.id', 'job.account_id', 'job.stage_id', 'job.name', 'job.due', 'job.state'])
      .select(['account.name as account', 'account.archived_at as account_archived'])
      .where('job.id', 'in', ids)
      .execute(),
    assigneesOf(db, ids),
  ])
  return new Map(jobs.map((job) => [job.id, { ...job, assignees: assignees.get(job.id)! }]))
}

/** What each of these stages has, as one query. */
function united(db: Db, stages: readonly Stage[], of: (stage: Stage) => SelectQueryBuilder<any, any, any>) {
  // In a part of its own each may have an order and a limit.
  const each = stages.map((stage) => db.selectFrom(of(stage).as('each')).selectAll('each'))
  return each.reduce((all, one) => all.unionAll(one)).execute() as Promise<
    { id: number; stage_id: number; count: number }[]
  >
}
