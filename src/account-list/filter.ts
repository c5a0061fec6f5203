import { type AccountType, accountsOf, isAccountType } from '#src/accounts/account.ts'
import { type AccountRole, accountRoles } from '#src/accounts/team.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { toId } from '#src/platform/web/form.ts'
import { isInState, type PortalState, portalStates } from '#src/portal/state.ts'
import type { Staff } from '#src/staff/staff.ts'

export const accountSorts = ['name', 'id', 'type', 'created', 'last login'] as const
export type AccountSort = (typeof accountSorts)[number]

/** What a list of accounts shows, as its URL says it. */
export interface AccountFilter {
  archived: boolean
  type: AccountType | null
  /** Every one of these tags. */
  tags: number[]
  /** None of these. */
  without: number[]
  member: number | null
  roles: Partial<Record<AccountRole, number>>
  portal: PortalState | null
  /** These accounts alone, active or archived; null for all. */
  only: number[] | null
  sort: AccountSort
  descending: boolean
}

/** How many accounts can be named one by one. */
export const mostNamed = 1000

const ids = (values: string[], most = 20) =>
  [...new Set(values.map((value) => toId(value)))].filter((id) => id !== null).slice(0, most)

/** Reads a filter from a query; what it can't read counts as not given. */
export function readFilter(query: URLSearchParams): AccountFilter {
  const type = query.get('type')
  const sort = accountSorts.find((known) => known === query.get('sort')) ?? 'name'
  const roles = Object.fromEntries(
    accountRoles.map((role) => [role, toId(query.get(role) ?? '')]).filter(([, id]) => id !== null),
  )
  return {
    archived: query.get('show') === 'archived',
    type: isAccountType(type) ? type : null,
    tags: ids(query.getAll('tag')),
    without: ids(query.getAll('without')),
    member: toId(query.get('member') ?? ''),
    roles,
    only: query.has('account') ? ids(query.getAll('account'), mostNamed) : null,
    portal: portalStates.find((known) => known === query.get('portal')) ?? null,
    sort,
    descending: query.get('order') === 'down',
  }
}

/** The same filter as a query, shortest form: a filter that says nothing is ''. */
export function writeFilter(filter: AccountFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (filter.archived) query.set('show', 'archived')
  // None of all must not read as all of them.
  for (const id of filter.only?.length === 0 ? [0] : (filter.only ?? [])) query.append('account', String(id))
  if (filter.type) query.set('type', filter.type)
  for (const id of filter.tags) query.append('tag', String(id))
  for (const id of filter.without) query.append('without', String(id))
  if (filter.member) query.set('member', String(filter.member))
  for (const [role, id] of Object.entries(filter.roles)) query.set(role, String(id))
  if (filter.portal) query.set('portal', filter.portal)
  if (filter.sort !== 'name') query.set('sort', filter.sort)
  if (filter.descending) query.set('order', 'down')
  return query
}

/** The accounts that a person may see and that the filter lets through. */
export function matching(db: Db | Trx, staff: Staff, filter: AccountFilter) {
  let query = filter.only
    ? accountsOf(db, staff).where('account.id', 'in', [0, ...filter.only])
    : accountsOf(db, staff).where('account.archived_at', filter.archived ? 'is not' : 'is', null)
  if (filter.type) query = query.where('account.type', '=', filter.type)
  for (const tag of filter.tags)
    query = query.where('account.id', 'in', (eb) =>
      eb.selectFrom('account_tag').select('account_id').where('tag_id', '=', tag),
    )
  for (const tag of filter.without)
    query = query.where('account.id', 'not in', (eb) =>
      eb.selectFrom('account_tag').select('account_id').where('tag_id', '=', tag),
    )
  if (filter.member)
    query = query.where('account.id', 'in', (eb) =>
      eb.selectFrom('account_team').select('account_id').where('staff_id', '=', filter.member),
    )
  for (const [role, staffId] of Object.entries(filter.roles))
    query = query.where('account.id', 'in', (eb) =>
      eb
        .selectFrom('account_role')
        .select('account_id')
        .where('staff_id', '=', staffId)
        .where('role', '=', role as AccountRole),
    )
  const { portal } = filter
  if (portal) query = query.where((eb) => isInState(eb, portal))
  return query
}

/** How many accounts the filter lets through, of those that the person may see. */
export async function countOf(db: Db, staff: Staff, filter: AccountFilter): Promise<number> {
  const { count } = await matching(db, staff, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many accounts a list counts: a page of it must not cost more because the firm is large. */
export const mostCounted = 2000

/** The same up to `mostCounted`; one more than that where there are more. */
export async function countSome(db: Db, staff: Staff, filter: AccountFilter): Promise<number> {
  const { count } = await db
    .selectFrom(
      matching(db, staff, filter)
        .select('account.id')
        .limit(mostCounted + 1)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
