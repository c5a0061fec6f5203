import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Cursor, type KeysetPage, keysetPage, onFrom } from '#src/platform/db/keyset.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { can } from '#src/staff/rights.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
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

const known = new WeakMap<Staff, Promise<boolean>>()

/**
 * Whether a person sees so few accounts that a query for the first of something does best to begin with them. Asked once for all parts of a
 * page, since each request finds its person anew: what it answers is a matter of speed alone. One query at most.
 */
export function seesFew(db: Db | Trx, staff: Staff): Promise<boolean> {
  const few = known.get(staff) ?? sightOf(db, staff).then((sight) => sight === 'few')
  known.set(staff, few)
  return few
}

/** The tables whose rows belong to an account each. */
type OfAccounts = {
  [Name in keyof Tables]: Tables[Name] extends { id: unknown; account_id: number } ? Name : never
}[keyof Tables]

/** The things of the accounts that a person is on the team of, as a query to narrow that begins with these. */
export const ofTeam = <Table extends OfAccounts>(db: Db | Trx, staff: Pick<Reader, 'id'>, table: Table) => {
  // A cross join: SQLite keeps its order. To PostgreSQL it is a join like any other.
  const team = db.selectFrom('account_team as seen').crossJoin(table as 'task')
  return team
    .whereRef('seen.account_id', '=', `${table as 'task'}.account_id`)
    .where('seen.staff_id', '=', staff.id) as unknown as SelectQueryBuilder<Tables, Table, object>
}

/**
 * The things of one kind on the accounts that a person sees, as a query to narrow that an index has in order: whoever sees few accounts
 * begins with these; of others it is asked whose each is, since a join would begin with the accounts, of which there are many more than
 * things of a page.
 */
export const thingsSeen = async <Table extends OfAccounts>(db: Db, staff: Staff, table: Table) =>
  (await seesFew(db, staff))
    ? ofTeam(db, staff, table)
    : ((db.selectFrom(table as 'task') as SelectQueryBuilder<any, any, object>).where(
        seesAccount(staff, `${table}.account_id`),
      ) as unknown as SelectQueryBuilder<Tables, Table, object>)

/** How far one walks before it is better to begin with the accounts: a list is asked within a moment, an index takes some milliseconds. */
const walkedBy = { many: 25_000, most: 10_000, everything: 10_000, few: 0 } satisfies Record<Sight, number>

type Condition = (eb: ExpressionBuilder<any, any>) => Expression<SqlBool>

/** Things to be found in an order, with nothing selected. */
export interface Ordered {
  /** What an index has in that order. */
  query: SelectQueryBuilder<any, any, any>
  /** As the query calls them: by what the things are sorted, the number that settles ties, and whose they are. */
  column: string
  id: string
  account: string
  /** To know whose they are takes a row of each: where it can be, one begins with the accounts. */
  readsRows?: boolean
  /** What is asked of each besides, by its number. */
  asks?: (id: string) => Condition
}

interface At {
  cursor: Cursor | null
  size: number
  descending?: boolean
}

type Page = Promise<KeysetPage<{ id: number; key: string }>>

/** What is asked for of things, in their order. */
export const inOrder = ({ query, column, id, asks }: Ordered, at: Omit<At, 'size'>) =>
  onFrom(asks ? query.where(asks(id)) : query, { columns: [column], id, ...at })

/** One page of the numbers of things. */
export const pageOf = ({ query, column, id, asks }: Ordered, at: At): Page => {
  const things = asks ? query.where(asks(id)) : query
  // What is hardly ever true, as that nobody works on something, may be a long way off.
  const order = { columns: [column], id, ...at, along: asks && query }
  return keysetPage(things.select((eb) => [eb.ref(id).as('id'), eb.ref(column).as('key')]) as never, order) as never
}
/**
 * One page of the numbers of things that belong to accounts, of those that a person sees: `along` are everybody's, as an index has them in
 * order, with their account; `ofTeam` the same ones of `ofTeam`. Four queries at most, or, of what is hardly ever true, one more and two for each
 * step of a long way.
 */
export async function pageOfSeen(
  db: Db,
  staff: Staff,
  { along, ofTeam }: { along: Ordered; ofTeam: Ordered },
  at: At,
): Page {
  const sight = await sightOf(db, staff)
  if (sight === 'everything') return pageOf(along, at)
  if (sight === 'few' || (sight === 'many' && along.readsRows)) return pageOf(ofTeam, at)
  const found = await pageOf(nearest(db, staff, sight, along, at), at)
  const isFull = (at.cursor?.back ? found.previous : found.next) !== undefined
  return isFull || !(await beyond(along, at, walkedBy[sight]).executeTakeFirst()) ? found : pageOf(ofTeam, at)
}

/** The nearest things, as far as one walks, of which those are found that a person sees. */
export function nearest(
  db: Db,
  staff: Staff,
  sight: Sight,
  { query, column, id, account, asks }: Ordered,
  at: Omit<At, 'size'>,
  far: number = walkedBy[sight],
): Ordered {
  const near = onFrom(
    query.select((eb) => [eb.ref(id).as('id'), eb.ref(column).as('at'), eb.ref(account).as('account_id')]),
    { columns: [column], id, ...at },
  ).limit(far)
  const seen = db.selectFrom(near.as('near')) as SelectQueryBuilder<any, any, any>
  return {
    query: seen.where(isSeen(db, staff, sight, 'near.account_id')),
    column: 'near.at',
    id: 'near.id',
    account: 'near.account_id',
    ...(asks && { asks }),
  }
}

/** That a person sees the account that a column names, asked of many: of a list made once, or where that would be long, of an index. */
export const isSeen =
  (db: Db, staff: Staff, sight: Sight, accountId: string): Condition =>
  (eb) =>
    sight === 'many'
      ? eb(
          accountId,
          'in',
          db.selectFrom('account_team').select('account_team.account_id').where('staff_id', '=', staff.id),
        )
      : seesAccount(staff, accountId)(eb)

/** The first thing that lies farther than one walks. */
export const beyond = ({ query, column, id }: Ordered, at: Omit<At, 'size'>, far: number) =>
  onFrom(query, { columns: [column], id, ...at })
    .select(id)
    .offset(far)
    .limit(1)
