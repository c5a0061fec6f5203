import type { AccountRole, AccountType } from '#src/accounts/rules.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import type { PortalState } from '#src/portal/rules.ts'
import { portalStateOf } from '#src/portal/state.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { AccountFilter, AccountSort } from './filter.ts'
import { matching } from './matching.ts'

export const accountsPerPage = 50

/** By what a list is sorted, and the id that settles ties: each pair is an index. Who never logged in has '' and comes first. */
const orders: Record<AccountSort, { columns: readonly string[]; id: string }> = {
  name: { columns: ['account.sort_name'], id: 'account.id' },
  id: { columns: ['account.short_id'], id: 'account.id' },
  type: { columns: ['account.type', 'account.sort_name'], id: 'account.id' },
  created: { columns: ['account.created_at'], id: 'account.id' },
  'last login': { columns: ['account_summary.last_login_at'], id: 'account_summary.account_id' },
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
  portal: PortalState
  /** The newest login of any of its clients, or '' for none. */
  last_login_at: string | null
  /** Threads in which the client has written what nobody of the staff has opened. */
  unread_chats: number
  tags: { name: string; colour: string }[]
  team: string[]
  roles: Partial<Record<AccountRole, string>>
}

/** One page of accounts with what the list's columns show of them. Four queries, however many rows; one more where a custom field filters. */
export async function accountPage(
  db: Db,
  staff: Staff,
  filter: AccountFilter,
  cursor: Cursor | null,
  size = accountsPerPage,
) {
  const order = orders[filter.sort]
  const { query: matched } = await matching(db, staff, filter)
  const query = matched
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
    .select((eb) => [
      portalStateOf(eb).as('portal'),
      eb
        .selectFrom('account_summary as summary')
        .whereRef('summary.account_id', '=', 'account.id')
        .select('summary.last_login_at')
        .as('last_login_at'),
      eb
        .selectFrom('thread')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('thread.account_id', '=', 'account.id')
        .where('thread.unread_since', 'is not', null)
        .as('unread_chats'),
    ])
    // Joined only where an order needs it: a filter that sorts what it finds would else look it up for every account.
    .$if(filter.sort === 'last login', (sorted) =>
      sorted.innerJoin('account_summary', 'account_summary.account_id', 'account.id'),
    )
    .select(keyOf(order.columns).as('key'))
  const page = await keysetPage(query, { ...order, descending: filter.order === 'down', cursor, size })
  const ids = page.rows.map((row) => row.id)
  const [tags, team, roles] =
    ids.length === 0
      ? [[], [], []]
      : await Promise.all([tagsByAccount(db, ids), teamByAccount(db, ids), rolesByAccount(db, ids)])
  const rows: AccountRow[] = page.rows.map((row) => ({
    ...row,
    unread_chats: Number(row.unread_chats),
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
