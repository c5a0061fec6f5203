import type { SelectQueryBuilder } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Cursor, type KeysetPage, keysetPage, onFrom } from '#src/platform/db/keyset.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { seesAccount } from './account.ts'

/**
 * How much a person sees. Whoever sees few accounts finds the first of something by beginning with these; whoever sees many, by walking
 * along all of it in its order and asking of each whose it is. Neither hangs on how many accounts the firm has.
 */
export type Sight = 'everything' | 'few' | 'many' | 'most'

/** To begin with a thousand accounts takes half a millisecond, and to gather ten thousand, so as to ask whether one is among them, one. */
const few = 1000
const many = 10_000

/** How much a person sees, as far as that is worth counting. One query at most. */
export async function sightOf(db: Db | Trx, staff: Staff): Promise<Sight> {
  if (can(staff, 'view all accounts')) return 'everything'
  const sees = await db
    .selectNoFrom((eb) => {
      const after = (count: number) =>
        eb
          .selectFrom('account_team')
          .select('account_team.account_id')
          .where('account_team.staff_id', '=', staff.id)
          .limit(1)
          .offset(count)
      return [after(few).as('many'), after(many).as('most')]
    })
    .executeTakeFirstOrThrow()
  return sees.most !== null ? 'most' : sees.many !== null ? 'many' : 'few'
}

/** The tables whose rows belong to an account each. */
type OfAccounts = {
  [Name in keyof Tables]: Tables[Name] extends { id: unknown; account_id: number } ? Name : never
}[keyof Tables]

/** The things of the accounts that a person is on the team of, as a query to narrow that begins with these. */
export const ofTeam = <Table extends OfAccounts>(db: Db | Trx, staff: Staff, table: Table) => {
  // A cross join: SQLite keeps its order. To PostgreSQL it is a join like any other.
  const team = db.selectFrom('account_team as seen').crossJoin(table as 'task')
  return team
    .whereRef('seen.account_id', '=', `${table as 'task'}.account_id`)
    .where('seen.staff_id', '=', staff.id) as unknown as SelectQueryBuilder<Tables, Table, object>
}

/** How far one walks before it is better to begin with the accounts: some milliseconds at most. */
const walked = 10_000

/** Things to be found in an order, with nothing selected. */
export interface Ordered {
  query: SelectQueryBuilder<any, any, any>
  /** As the query calls them: by what they are sorted, the number that settles ties, and whose they are. */
  column: string
  id: string
  account: string
}

interface At {
  cursor: Cursor | null
  size: number
  descending?: boolean
}

type Page = Promise<KeysetPage<{ id: number; key: string }>>

/** One page of the numbers of things. */
export const pageOf = ({ query, column, id }: Ordered, at: At): Page =>
  keysetPage(query.select((eb) => [eb.ref(id).as('id'), eb.ref(column).as('key')]) as never, {
    columns: [column],
    id,
    ...at,
  }) as never

/**
 * One page of the numbers of things that belong to accounts, of those that a person sees: `along` are everybody's, as an index has them in
 * order, with their account; `ofTeam` the same ones of `ofTeam`. Three queries at most.
 */
export async function pageOfSeen(
  db: Db,
  staff: Staff,
  { along, ofTeam }: { along: Ordered; ofTeam: Ordered },
  at: At,
): Page {
  const sight = await sightOf(db, staff)
  if (sight === 'everything') return pageOf(along, at)
  if (sight === 'few') return pageOf(ofTeam, at)
  const found = await pageOf(nearby(db, staff, sight, along, at), at)
  return (at.cursor?.back ? found.previous : found.next) ? found : pageOf(ofTeam, at)
}

/** Of the nearest things those that a person sees. */
function nearby(
  db: Db,
  staff: Staff,
  sight: 'many' | 'most',
  { query, column, id, account }: Ordered,
  at: At,
): Ordered {
  const nearest = onFrom(
    query.select((eb) => [eb.ref(id).as('id'), eb.ref(column).as('at'), eb.ref(account).as('account_id')]),
    { columns: [column], id, ...at },
  ).limit(walked)
  const seen: SelectQueryBuilder<any, any, any> = db.selectFrom(nearest.as('nearest'))
  return {
    query: seen.where(
      sight === 'most'
        ? seesAccount(staff, 'nearest.account_id')
        : (eb) =>
            eb(
              'nearest.account_id',
              'in',
              db.selectFrom('account_team').select('account_team.account_id').where('staff_id', '=', staff.id),
            ),
    ),
    column: 'nearest.at',
    id: 'nearest.id',
    account: 'nearest.account_id',
  }
}
