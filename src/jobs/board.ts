import { seesAccount } from '#src/accounts/account.ts'
import { type Stage, stagesOf } from '#src/pipelines/stage.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Assignee, assigneesOf, givenTo } from './assignees.ts'
import type { Whose } from './filter.ts'
import type { JobState } from './state.ts'

/** How many cards a column of the board shows. */
export const cardsPerColumn = 50

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
  /** Of all that stand in it and that the person may see. */
  count: number
  cards: Card[]
}

/** What stands in a stage and is not put away. */
const stateIn = (stage: Stage): JobState => (stage.completes ? 'completed' : 'open')

/** The cards of a column: the most urgent first, of what is done the last. */
const cardsIn = (db: Db, staff: Staff, stage: Stage, assignee: Whose) =>
  db
    .selectFrom(
      db
        .selectFrom('job')
        .innerJoin('account', 'account.id', 'job.account_id')
        .where(seesAccount(staff, 'account.id'))
        .select(['job.id', 'job.account_id', 'job.stage_id', 'job.name', 'job.due', 'job.state'])
        .select(['account.name as account', 'account.archived_at as account_archived'])
        .where('job.stage_id', '=', stage.id)
        .where('job.state', '=', stateIn(stage))
        .where(givenTo(assignee))
        .orderBy('job.sort_due', stage.completes ? 'desc' : 'asc')
        .orderBy('job.id', stage.completes ? 'desc' : 'asc')
        .limit(cardsPerColumn)
        .as('card'),
    )
    .selectAll('card')

/** How many jobs stand in a column, of the accounts that the person sees: from the index alone. */
const countIn = (db: Db, staff: Staff, stage: Stage, assignee: Whose) =>
  db
    .selectFrom('job')
    .select((eb) => [eb.val(stage.id).as('stage_id'), eb.fn.countAll<number>().as('n')])
    .where('job.stage_id', '=', stage.id)
    .where('job.state', '=', stateIn(stage))
    .where(seesAccount(staff, 'job.account_id'))
    .where(givenTo(assignee))

/**
 * A pipeline as a board: each stage with its first cards, of the accounts that the person sees, and of one assignee where one is asked
 * for. Four queries.
 */
export async function boardOf(db: Db, staff: Staff, pipelineId: number, assignee: Whose = null): Promise<Column[]> {
  const stages = await stagesOf(db, pipelineId)
  const [first, ...others] = stages
  if (!first) return []
  const all = <Q extends { unionAll(other: Q): Q }>(of: (stage: Stage) => Q): Q =>
    others.reduce((query, stage) => query.unionAll(of(stage)), of(first))
  const [cards, counts] = await Promise.all([
    all((stage) => cardsIn(db, staff, stage, assignee)).execute(),
    all((stage) => countIn(db, staff, stage, assignee)).execute(),
  ])
  const assignees = await assigneesOf(
    db,
    cards.map((card) => card.id),
  )
  return stages.map((stage) => ({
    stage,
    count: Number(counts.find((row) => Number(row.stage_id) === stage.id)?.n ?? 0),
    cards: cards
      .filter((card) => card.stage_id === stage.id)
      .map((card) => ({ ...card, assignees: assignees.get(card.id)! })),
  }))
}
