import { type AccountType, accountsOf, isAccountType } from '#src/accounts/account.ts'
import { type AccountRole, accountRoles } from '#src/accounts/team.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import { toId } from '#src/platform/web/form.ts'
import type { Staff } from '#src/staff/staff.ts'

export const accountsPerPage = 50

export const accountSorts = ['name', 'id', 'type', 'created'] as const
export type AccountSort = (typeof accountSorts)[number]

const sortColumns: Record<AccountSort, readonly string[]> = {
  name: ['account.sort_name'],
  id: ['account.short_id'],
  type: ['account.type', 'account.sort_name'],
  created: ['account.created_at'],
}

/** Columns that one may show or hide; the name always stands first. */
export const accountColumns = ['id', 'type', 'tags', 'team', 'preparer', 'reviewer', 'tax id', 'created'] as const
export type AccountColumn = (typeof accountColumns)[number]
export const usualColumns: readonly AccountColumn[] = ['id', 'type', 'tags', 'team']

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
  sort: AccountSort
  descending: boolean
}

const ids = (values: string[]) =>
  values
    .map((value) => toId(value))
    .filter((id) => id !== null)
    .slice(0, 20)

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
    sort,
    descending: query.get('order') === 'down',
  }
}

/** The same filter as a query, shortest form: a filter that says nothing is ''. */
export function writeFilter(filter: AccountFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (filter.archived) query.set('show', 'archived')
  if (filter.type) query.set('type', filter.type)
  for (const id of filter.tags) query.append('tag', String(id))
  for (const id of filter.without) query.append('without', String(id))
  if (filter.member) query.set('member', String(filter.member))
  for (const [role, id] of Object.entries(filter.roles)) query.set(role, String(id))
  if (filter.sort !== 'name') query.set('sort', filter.sort)
  if (filter.descending) query.set('order', 'down')
  return query
}

/** The accounts that a person may see and that the filter lets through. */
function filtered(db: Db, staff: Staff, filter: AccountFilter) {
  let query = accountsOf(db, staff).where('account.archived_at', filter.archived ? 'is not' : 'is', null)
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
  return query
}

export interface AccountRow {
  id: number
  name: string
  short_id: string
  type: AccountType
  tax_id: string
  created_at: string
  archived_at: string | null
  photo_small: string | null
  tags: { name: string; colour: string }[]
  team: string[]
  roles: Partial<Record<AccountRole, string>>
}

/** One page of accounts with what the list's columns show of them. Four queries, however many rows. */
export async function accountPage(
  db: Db,
  staff: Staff,
  filter: AccountFilter,
  cursor: Cursor | null,
  size = accountsPerPage,
) {
  const columns = sortColumns[filter.sort]
  const query = filtered(db, staff, filter)
    .select([
      'account.id',
      'account.name',
      'account.short_id',
      'account.type',
      'account.tax_id',
      'account.created_at',
      'account.archived_at',
      'account.photo_small',
    ])
    .select(keyOf(columns).as('key'))
  const page = await keysetPage(query, { columns, id: 'account.id', descending: filter.descending, cursor, size })
  const ids = page.rows.map((row) => row.id)
  const [tags, team, roles] =
    ids.length === 0
      ? [[], [], []]
      : await Promise.all([tagsByAccount(db, ids), teamByAccount(db, ids), rolesByAccount(db, ids)])
  const rows: AccountRow[] = page.rows.map((row) => ({
    ...row,
    tags: tags.filter((tag) => tag.account_id === row.id),
    team: team.filter((member) => member.account_id === row.id).map((member) => member.name),
    roles: Object.fromEntries(
      roles.filter((holder) => holder.account_id === row.id).map((holder) => [holder.role, holder.name]),
    ),
  }))
  return { ...page, rows }
}

const tagsByAccount = (db: Db, accountIds: number[]) =>
  db
    .selectFrom('account_tag')
    .innerJoin('tag', 'tag.id', 'account_tag.tag_id')
    .select(['account_tag.account_id', 'tag.name', 'tag.colour'])
    .where('account_tag.account_id', 'in', accountIds)
    .orderBy('tag.name_key')
    .execute()

const teamByAccount = (db: Db, accountIds: number[]) =>
  db
    .selectFrom('account_team')
    .innerJoin('staff', 'staff.id', 'account_team.staff_id')
    .select(['account_team.account_id', 'staff.name', 'staff.email'])
    .where('account_team.account_id', 'in', accountIds)
    .where('staff.deactivated_at', 'is', null)
    .orderBy('staff.sort_name')
    .execute()

const rolesByAccount = (db: Db, accountIds: number[]) =>
  db
    .selectFrom('account_role')
    .innerJoin('staff', 'staff.id', 'account_role.staff_id')
    .select(['account_role.account_id', 'account_role.role', 'staff.name'])
    .where('account_role.account_id', 'in', accountIds)
    .execute()

/** The columns that a person has chosen. */
export function columnsOf(stored: string | null): readonly AccountColumn[] {
  if (!stored) return usualColumns
  const chosen = JSON.parse(stored) as string[]
  return accountColumns.filter((column) => chosen.includes(column))
}
