import type { AccountRole, AccountType } from '#src/accounts/rules.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, countAlong, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import type { PortalState } from '#src/portal/rules.ts'
import { portalStateOf } from '#src/portal/state.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { AccountFilter } from './filter.ts'
import { inOrderOf, matching, orders } from './matching.ts'
import { mostCounted } from './rules.ts'

export const accountsPerPage = 50

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

/**
 * One page of accounts with what the list's columns show of them. Five queries, however many rows; one more where the filter asks
 * something, and one where that is a custom field.
 */
export async function accountPage(
  db: Db,
  staff: Staff,
  filter: AccountFilter,
  cursor: Cursor | null,
  size = accountsPerPage,
) {
  const order = orders[filter.sort]
  const { query, along } = await matching(db, staff, filter)
  const inOrder = inOrderOf(filter.sort, query).select('account.id').select(keyOf(order.columns).as('key'))
  // The last logins are in order by themselves: to find where a step ends no account is looked up.
  const walked = { ...order, along: along && (filter.sort === 'last login' ? db.selectFrom('account_summary') : along) }
  const page = await keysetPage(inOrder, { ...walked, descending: filter.order === 'down', cursor, size })
  const ids = page.rows.map((row) => row.id)
  const [shown, tags, team, roles] =
    ids.length === 0
      ? [[], [], [], []]
      : await Promise.all([shownOf(db, ids), tagsByAccount(db, ids), teamByAccount(db, ids), rolesByAccount(db, ids)])
  const byId = new Map(shown.map((row) => [row.id, row]))
  // One that was deleted meanwhile is shown no more.
  const rows: AccountRow[] = page.rows.flatMap(({ id }) => {
    const row = byId.get(id)
    if (!row) return []
    return {
      ...row,
      unread_chats: Number(row.unread_chats),
      tags: tags.filter((tag) => tag.account_id === id),
      team: team.filter((member) => member.account_id === id).map((member) => member.name),
      roles: Object.fromEntries(
        roles.filter((holder) => holder.account_id === id).map((holder) => [holder.role, holder.name]),
      ),
    }
  })
  /** How many there are on all pages, as far as a list counts them. One more query or two. */
  const count = () => countAlong(db, inOrder, { ...walked, most: mostCounted })
  return { ...page, rows, count }
}

/** What the columns show, asked of the accounts of the page alone: a filter sorts many more. */
const shownOf = (db: Db, accountIds: number[]) =>
  db
    .selectFrom('account')
    .where('account.id', 'in', accountIds)
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
    .execute()

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
