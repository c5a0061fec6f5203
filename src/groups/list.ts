import { accountsOf, namedAccountsOf, requireAccounts, seesAccount } from '#src/accounts/account.ts'
import { seesFew } from '#src/accounts/sight.ts'
import type { Act } from '#src/audit/audit.ts'
import type { FoundAccount } from '#src/links/find.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { fold } from '#src/platform/language/fold.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'
import type { Group } from './group.ts'

export const groupsPerPage = 50
export const membersPerPage = 50

/**
 * The groups that a person may see: those that hold an account that they see, and, for who may fill them, those that hold none. A
 * query to narrow: what is not in it does not exist for them.
 */
export const groupsOf = (db: Db | Trx, staff: Staff) =>
  db.selectFrom('client_group').$if(!can(staff, 'view all accounts'), (query) =>
    query.where((eb) => {
      const seen = eb(
        'client_group.id',
        'in',
        accountsOf(db, staff)
          .innerJoin('client_group_account', 'client_group_account.account_id', 'account.id')
          .select('client_group_account.group_id'),
      )
      if (!can(staff, 'manage accounts')) return seen
      const members = eb
        .selectFrom('client_group_account as member')
        .select('member.account_id')
        .whereRef('member.group_id', '=', 'client_group.id')
      return eb.or([seen, eb.not(eb.exists(members))])
    }),
  )

/** The same asked of each group, for one that is named, and for a list that somebody with many accounts walks along. */
const seenGroups = (db: Db | Trx, staff: Staff) =>
  db.selectFrom('client_group').$if(!can(staff, 'view all accounts'), (query) =>
    query.where((eb) => {
      const members = eb
        .selectFrom('client_group_account as member')
        .select('member.account_id')
        .whereRef('member.group_id', '=', 'client_group.id')
      const seen = eb.exists(members.where(seesAccount(staff, 'member.account_id')))
      return can(staff, 'manage accounts') ? eb.or([seen, eb.not(eb.exists(members))]) : seen
    }),
  )

/** One group that the person may see. Throws 404 for any other, there or not. */
export async function findGroup(db: Db | Trx, staff: Staff, id: number | null): Promise<Group> {
  const group =
    id === null
      ? undefined
      : await seenGroups(db, staff).selectAll('client_group').where('client_group.id', '=', id).executeTakeFirst()
  if (!group) throw notFound()
  return group
}

/**
 * Throws where whoever acts may not change a group and which of these accounts it has, by what holds as the transaction runs: 403 without
 * the right, 404 for a group or an account that they don't see. The system may.
 */
export async function mustChangeGroup(act: Act, id: number, accountIds: readonly number[]): Promise<void> {
  const staff = await must(act, 'manage accounts')
  if (!staff) return
  await findGroup(act.trx, staff, id)
  await requireAccounts(act.trx, staff, accountIds)
}

/** The group of that name, however it is spelt, if the person may see it. */
export const groupNamed = (db: Db | Trx, staff: Staff, name: string) =>
  seenGroups(db, staff).select('client_group.id').where('client_group.name_key', '=', fold(name)).executeTakeFirst()

/** How many accounts of a group one may open, and how many more it has: a number, never a name. */
export interface Membership {
  seen: number
  hidden: number
}

/** How many accounts each of these groups has. Two queries, however many groups. */
async function membershipOf(db: Db, staff: Staff, groupIds: readonly number[]): Promise<Map<number, Membership>> {
  if (groupIds.length === 0) return new Map()
  const [all, seen] = await Promise.all([
    db
      .selectFrom('client_group_account')
      .select((eb) => ['group_id', eb.fn.countAll<number>().as('n')])
      .where('group_id', 'in', groupIds)
      .groupBy('group_id')
      .execute(),
    namedAccountsOf(db, staff)
      .innerJoin('client_group_account', 'client_group_account.account_id', 'account.id')
      .select((eb) => ['client_group_account.group_id', eb.fn.countAll<number>().as('n')])
      .where('client_group_account.group_id', 'in', groupIds)
      .groupBy('client_group_account.group_id')
      .execute(),
  ])
  return new Map(
    groupIds.map((id) => {
      const count = (rows: typeof all) => Number(rows.find((row) => row.group_id === id)?.n ?? 0)
      return [id, { seen: count(seen), hidden: count(all) - count(seen) }]
    }),
  )
}

/** One page of the groups that a person may see, by name, each with how many accounts it has. Four queries. */
export async function groupPage(db: Db, staff: Staff, cursor: Cursor | null) {
  const groups = (await seesFew(db, staff)) ? groupsOf(db, staff) : seenGroups(db, staff)
  const query = groups.select([
    'client_group.id',
    'client_group.name',
    'client_group.notes',
    'client_group.name_key as key',
  ])
  const page = await keysetPage(query, {
    columns: ['client_group.name_key'],
    id: 'client_group.id',
    cursor,
    size: groupsPerPage,
  })
  const counts = await membershipOf(
    db,
    staff,
    page.rows.map((row) => row.id),
  )
  return { ...page, rows: page.rows.map((row) => ({ ...row, ...counts.get(row.id)! })) }
}

/** The groups that one may add an account to, by name: what a list to choose from can hold. */
export const groupsWithout = (db: Db, staff: Staff, accountId: number) =>
  groupsOf(db, staff)
    .select(['client_group.id', 'client_group.name'])
    .where('client_group.id', 'not in', (eb) =>
      eb
        .selectFrom('client_group_account')
        .select('client_group_account.group_id')
        .where('client_group_account.account_id', '=', accountId),
    )
    .orderBy('client_group.name_key')
    .limit(500)
    .execute()

/** The groups of an account that the reader may see, by name: who sees one account of a group sees the group. */
export const groupsOfAccount = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('client_group_account')
    .innerJoin('client_group', 'client_group.id', 'client_group_account.group_id')
    .select(['client_group.id', 'client_group.name'])
    .where('client_group_account.account_id', '=', accountId)
    .orderBy('client_group.name_key'),
)

/** One page of a group's accounts that the person may see, by name, with how many it has in all. Three queries. */
export async function membersOf(db: Db, staff: Staff, groupId: number, cursor: Cursor | null) {
  const query = namedAccountsOf(db, staff)
    .innerJoin('client_group_account', 'client_group_account.account_id', 'account.id')
    .select(['account.id', 'account.name', 'account.short_id', 'account.type', 'account.archived_at'])
    .select('account.photo_small')
    .select('account.sort_name as key')
    .where('client_group_account.group_id', '=', groupId)
  const [page, counts] = await Promise.all([
    keysetPage(query, { columns: ['account.sort_name'], id: 'account.id', cursor, size: membersPerPage }),
    membershipOf(db, staff, [groupId]),
  ])
  return { ...page, ...counts.get(groupId)! }
}

/** Which of these accounts are in the group. */
export async function membersAmong(db: Db, groupId: number, accountIds: readonly number[]): Promise<Set<number>> {
  if (accountIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('client_group_account')
    .select('account_id')
    .where('group_id', '=', groupId)
    .where('account_id', 'in', accountIds)
    .execute()
  return new Set(rows.map((row) => row.account_id))
}

/** These accounts, as far as the person may see them, by name. */
export const accountsNumbered = async (db: Db, staff: Staff, ids: readonly number[]): Promise<FoundAccount[]> =>
  ids.length === 0
    ? []
    : (
        await namedAccountsOf(db, staff)
          .select(['account.id', 'account.name', 'account.short_id', 'account.archived_at', 'account.photo_small'])
          .where('account.id', 'in', ids)
          .orderBy('account.sort_name')
          .orderBy('account.id')
          .execute()
      ).map(({ short_id, archived_at, photo_small, ...row }) => ({
        ...row,
        shortId: short_id,
        archivedAt: archived_at,
        photo: photo_small,
        match: null,
      }))
