import { type SqlBool, sql } from 'kysely'
import { accountsOf } from '#src/accounts/account.ts'
import { type AccountType, accountRoles } from '#src/accounts/rules.ts'
import { accountFieldFilter, listableFields } from '#src/fields/filter.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { countAlong } from '#src/platform/db/keyset.ts'
import { type Asked, among, askedOf, type Condition } from '#src/platform/db/rarest.ts'
import { wordsIn } from '#src/platform/db/words-in.ts'
import { accountsWithLogins, accountsWithLoginsOn, isInState } from '#src/portal/state.ts'
import { subjectsNamed } from '#src/search/search.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { AccountFilter, AccountSort } from './filter.ts'
import { mostCounted } from './rules.ts'

/** By what a list is sorted, and the id that settles ties: each pair is an index. Who never logged in has '' and comes first. */
export const orders: Record<AccountSort, { columns: readonly string[]; id: string }> = {
  name: { columns: ['account.sort_name'], id: 'account.id' },
  id: { columns: ['account.short_id'], id: 'account.id' },
  type: { columns: ['account.type', 'account.sort_name'], id: 'account.id' },
  created: { columns: ['account.created_at'], id: 'account.id' },
  'last login': { columns: ['account_summary.last_login_at'], id: 'account_summary.account_id' },
}

/** All that a filter asks of an account, and whether the person sees it. */
async function askedBy(db: Db | Trx, staff: Staff, filter: AccountFilter): Promise<Asked<'account'>[]> {
  const tagged = (tag: number) =>
    among(
      'account',
      'account_tag',
      db.selectFrom('account_tag').select('account_tag.account_id').where('tag_id', '=', tag),
    )
  const inTeam = (member: number) =>
    among(
      'account',
      'account_team',
      db.selectFrom('account_team').select('account_team.account_id').where('staff_id', '=', member),
    )
  const asked: Asked<'account'>[] = []
  if (!can(staff, 'view all accounts')) asked.push(inTeam(staff.id))
  // The search knows more words of a name than these, so that they are asked for besides.
  const named = subjectsNamed(db, 'account', filter.name)
  if (named) asked.push({ rows: db.selectFrom(named.as('named')).select('named.subject_id as account_id') })
  for (const word of wordsIn('account.sort_name', filter.name)) asked.push({ holds: () => word })
  for (const tag of filter.tag) asked.push(tagged(tag))
  for (const tag of filter.without) asked.push({ holds: (eb) => eb.not(tagged(tag).holds(eb)) })
  if (filter.member) asked.push(inTeam(filter.member))
  for (const role of accountRoles) {
    const holder = filter[role]
    if (!holder) continue
    const held = db.selectFrom('account_role').select('account_role.account_id')
    asked.push(among('account', 'account_role', held.where('staff_id', '=', holder).where('role', '=', role)))
  }
  const { portal } = filter
  if (portal) {
    const rows = { activated: accountsWithLogins, pending: accountsWithLoginsOn, 'not activated': null }[portal]
    asked.push({ holds: (eb) => isInState(eb, portal), ...(rows && { rows: rows(db) }) })
  }
  if (filter.field?.value) {
    const { id, value } = filter.field
    const field = (await listableFields(db)).find((one) => one.id === id)
    // A field that is gone, or is encrypted now, matches nothing: it must not turn a kept filter into one for everything.
    const has = field && accountFieldFilter(db, field, value, staff.language ?? 'en')
    asked.push(
      has ? { ...among('account', 'custom_value', has.each), rows: has.all } : { holds: (eb) => eb.lit(false) },
    )
  }
  return asked
}

/**
 * The accounts that a person may see and that the filter lets through, as a query to narrow further. It begins with the rarest thing that
 * is asked, if that is rare. If none is, it walks `along` all accounts in the order of the list, and asks everything of each.
 */
export async function matching(db: Db | Trx, staff: Staff, filter: AccountFilter) {
  // Those that are named are few enough to begin with.
  if (filter.account) {
    const named = accountsOf(db, staff).where('account.id', 'in', [0, ...filter.account])
    return {
      query: narrowed(filter.type ? named.where(isOfType(filter.type)) : named, await askedBy(db, staff, filter)),
    }
  }
  const { type, sort } = filter
  const asked = await askedBy(db, staff, filter)
  const shown = (query: Accounts) =>
    query.where('account.archived_at', filter.show === 'archived' ? 'is not' : 'is', null)
  // The names of a type are an index of their own; in other orders its type is asked of each.
  const isIndexed = type !== null && (sort === 'name' || sort === 'type')
  const ofType = (query: Accounts) => shown(query).where('account.type', '=', type!)
  const all = isIndexed ? ofType : shown
  if (type && !isIndexed) {
    const rows = ofType(db.selectFrom('account')).select('account.id as account_id')
    asked.push({ holds: isOfType(type), rows, isExact: true })
  }
  const { query, walks } = await askedOf(db, 'account', asked)
  return { query: all(query), along: walks ? all(db.selectFrom('account')) : undefined }
}

type Accounts = ReturnType<typeof accountsOf>

const narrowed = (query: Accounts, asked: readonly Asked<'account'>[]): Accounts =>
  asked.reduce((narrow, { holds }) => (holds ? narrow.where(holds) : narrow), query)

/** Of an expression, so that no index of the types is taken instead of that of the order. */
const isOfType =
  (type: AccountType): Condition<'account'> =>
  () =>
    sql<SqlBool>`${sql.ref('account.type')} || '' = ${type}`

/** The same in the order of the list, with what it is sorted by. */
export const inOrderOf = (sort: AccountSort, query: Accounts): Accounts =>
  // Joined only where an order needs it: a filter that sorts what it finds would else look it up for every account.
  sort === 'last login'
    ? (query.innerJoin('account_summary', 'account_summary.account_id', 'account.id') as unknown as Accounts)
    : query

/** How many accounts the filter lets through, of those that the person may see. */
export async function countOf(db: Db, staff: Staff, filter: AccountFilter): Promise<number> {
  const { query } = await matching(db, staff, filter)
  const { count } = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

/**
 * The same up to `mostCounted`, and no further along the list than is quick: where there may be others, `isMore` says so. None only
 * where there are none at all.
 */
export async function countSome(db: Db, staff: Staff, filter: AccountFilter) {
  const { query, along } = await matching(db, staff, { ...filter, sort: 'name' })
  const some = await countAlong(db, query.select('account.id'), { ...orders.name, along, most: mostCounted })
  return some.count > 0 || !some.isMore ? some : { count: await countOf(db, staff, filter), isMore: false }
}
