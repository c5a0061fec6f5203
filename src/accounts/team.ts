import { sql } from 'kysely'
import { type Act, type Changes, permitted, record } from '#src/audit/audit.ts'
import { countSome } from '#src/platform/db/count-some.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { applyDifference } from '#src/tags/merged.ts'
import { lockedAccount, mustSee } from './account.ts'
import { type AccountRole, accountRoles } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'team changed': true
    'account roles changed': true
    'follower added': true
    'follower removed': true
    'account tags changed': true
  }
}

declare module '#src/tags/tag.ts' {
  interface TagUse {
    accounts: number
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    account_tag: { account_id: number; tag_id: number }
    account_team: { account_id: number; staff_id: number; added_at: string }
    account_role: { account_id: number; role: AccountRole; staff_id: number }
    account_follower: { account_id: number; staff_id: number }
  }
}

export const teamOf = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('account_team')
    .innerJoin('staff', 'staff.id', 'account_team.staff_id')
    .select(['staff.id', 'staff.name'])
    .where('account_team.account_id', '=', accountId)
    .where('staff.deactivated_at', 'is', null)
    .orderBy('staff.sort_name'),
)

/** On how many accounts' teams each person is, as far as that is counted. */
export async function accountCounts(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('staff')
    .select((eb) => [
      'id',
      countSome(
        eb,
        eb
          .selectFrom('account_team')
          .select('account_team.account_id')
          .whereRef('account_team.staff_id', '=', 'staff.id'),
      ).as('n'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, Number(row.n)]))
}

export const rolesOf = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('account_role')
    .innerJoin('staff', 'staff.id', 'account_role.staff_id')
    .select(['account_role.role', 'staff.id', 'staff.name'])
    .where('account_role.account_id', '=', accountId),
)

export const followersOf = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('account_follower')
    .innerJoin('staff', 'staff.id', 'account_follower.staff_id')
    .select(['staff.id', 'staff.name'])
    .where('account_follower.account_id', '=', accountId)
    .where('staff.deactivated_at', 'is', null)
    .orderBy('staff.sort_name'),
)

export const tagsOf = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('account_tag')
    .innerJoin('tag', 'tag.id', 'account_tag.tag_id')
    .select(['tag.id', 'tag.name', 'tag.colour'])
    .where('account_tag.account_id', '=', accountId)
    .orderBy('tag.name_key'),
)

const tagsAndTeam = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('account_tag')
    .innerJoin('tag', 'tag.id', 'account_tag.tag_id')
    .select(['tag.id', 'tag.name', 'tag.colour', 'tag.name_key as key'])
    .where('account_tag.account_id', '=', accountId)
    .unionAll(
      db
        .selectFrom('account_team')
        .innerJoin('staff', 'staff.id', 'account_team.staff_id')
        .select(['staff.id', 'staff.name', sql<never>`null`.as('colour'), 'staff.sort_name as key'])
        .where('account_team.account_id', '=', accountId)
        .where('staff.deactivated_at', 'is', null),
    )
    .orderBy('key'),
)

/** Both at once, for the head of every page of a profile: what has a colour is a tag. One query. */
export async function tagsAndTeamOf(db: Db, accountId: number) {
  const rows = await tagsAndTeam(db, accountId)
  return {
    tags: rows.filter((row) => row.colour !== null).map(({ id, name, colour }) => ({ id, name, colour })),
    team: rows.filter((row) => row.colour === null).map(({ id, name }) => ({ id, name })),
  }
}

const names = (rows: { name: string }[]) => rows.map((row) => row.name).join(', ') || null
const numbers = (rows: { id: number }[]) =>
  rows
    .map((row) => row.id)
    .sort((a, b) => a - b)
    .join()

async function recordIfChanged(
  act: Act,
  kind: 'account tags changed' | 'team changed',
  account: { id: number; name: string },
  field: string,
  before: { id: number; name: string }[],
  after: { id: number; name: string }[],
): Promise<boolean> {
  if (numbers(before) === numbers(after)) return false
  const changes: Changes = { [field]: [names(before), names(after)] }
  const gone = (rows: typeof before, from: typeof before) =>
    rows.filter(({ id }) => !from.some((other) => other.id === id)).map(({ id, name }) => ({ id, name }))
  await record(act, {
    kind,
    accountId: account.id,
    subject: account.name,
    changes,
    undo: {
      kind: kind === 'team changed' ? 'team' : 'account tags',
      added: gone(after, before),
      removed: gone(before, after),
    },
  })
  return true
}

/**
 * Gives an account these tags; numbers that are no tag's are left out. With `was`, the tags that the form was made with, only the
 * difference is applied, so that two people who choose at once both get what they meant. Gives whether anything changed.
 */
export async function setAccountTags(
  act: Act,
  accountId: number,
  chosen: readonly number[],
  was?: readonly number[],
): Promise<boolean> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'tag accounts')
  const before = await tagsOf(act.trx, accountId)
  const tagIds = applyDifference(before, chosen, was)
  await act.trx.deleteFrom('account_tag').where('account_id', '=', accountId).execute()
  if (tagIds.length > 0)
    await act.trx
      .insertInto('account_tag')
      .columns(['account_id', 'tag_id'])
      .expression((eb) =>
        eb
          .selectFrom('tag')
          .select([eb.val(accountId).as('account_id'), 'id'])
          .where('id', 'in', tagIds),
      )
      .execute()
  return recordIfChanged(act, 'account tags changed', account, 'tags', before, await tagsOf(act.trx, accountId))
}

/** Gives an account these team members; people who don't work here now are left out. `was` as for the tags. */
export async function setTeam(
  act: Act,
  accountId: number,
  chosen: readonly number[],
  was?: readonly number[],
): Promise<boolean> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'assign team')
  const before = await teamOf(act.trx, accountId)
  const staffIds = applyDifference(before, chosen, was)
  const staying = before.filter((member) => staffIds.includes(member.id)).map((member) => member.id)
  const joining = staffIds.filter((id) => !staying.includes(id))
  await act.trx
    .deleteFrom('account_team')
    .where('account_id', '=', accountId)
    .$if(staying.length > 0, (query) => query.where('staff_id', 'not in', staying))
    .execute()
  if (joining.length > 0)
    await act.trx
      .insertInto('account_team')
      .columns(['account_id', 'staff_id', 'added_at'])
      .expression((eb) =>
        eb
          .selectFrom('staff')
          .select([eb.val(accountId).as('account_id'), 'id', eb.val(act.at).as('added_at')])
          .where('id', 'in', joining)
          .where('deactivated_at', 'is', null),
      )
      .execute()
  return recordIfChanged(act, 'team changed', account, 'team', before, await teamOf(act.trx, accountId))
}

/** Sets who has each account role that is named; null for nobody. */
export async function setAccountRoles(
  act: Act,
  accountId: number,
  holders: Partial<Record<AccountRole, number | null>>,
): Promise<boolean> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'assign team')
  const before = await rolesOf(act.trx, accountId)
  for (const [role, staffId] of Object.entries(holders) as [AccountRole, number | null][]) {
    await act.trx.deleteFrom('account_role').where('account_id', '=', accountId).where('role', '=', role).execute()
    if (staffId !== null)
      await act.trx.insertInto('account_role').values({ account_id: accountId, role, staff_id: staffId }).execute()
  }
  const after = await rolesOf(act.trx, accountId)
  const holder = (rows: typeof before, role: AccountRole) => rows.find((row) => row.role === role)?.name ?? null
  const changes: Changes = Object.fromEntries(
    accountRoles
      .map((role) => [role, [holder(before, role), holder(after, role)]] as const)
      .filter(([, [old, now]]) => old !== now),
  )
  if (Object.keys(changes).length === 0) return false
  await record(act, { kind: 'account roles changed', accountId, subject: account.name, changes })
  return true
}

/** Makes a person a follower, or no longer one: whoever sees the account decides that of themselves. */
export async function follow(act: Act, accountId: number, staffId: number, wanted: boolean): Promise<void> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, staffId === act.by.staffId ? 'signed in' : 'assign team')
  const change = wanted
    ? await act.trx
        .insertInto('account_follower')
        .values({ account_id: accountId, staff_id: staffId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
    : await act.trx
        .deleteFrom('account_follower')
        .where('account_id', '=', accountId)
        .where('staff_id', '=', staffId)
        .executeTakeFirst()
  const changed = 'numDeletedRows' in change ? change.numDeletedRows > 0n : (change.numInsertedOrUpdatedRows ?? 0n) > 0n
  if (!changed) return
  const { name } = await act.trx.selectFrom('staff').select('name').where('id', '=', staffId).executeTakeFirstOrThrow()
  await record(act, {
    kind: wanted ? 'follower added' : 'follower removed',
    accountId,
    subject: account.name,
    changes: { follower: wanted ? [null, name] : [name, null] },
  })
}

/** Gives an account these followers; people who don't work here now are left out. `was` as for the tags. */
export async function setFollowers(
  act: Act,
  accountId: number,
  chosen: readonly number[],
  was?: readonly number[],
): Promise<void> {
  await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'assign team')
  const before = (await followersOf(act.trx, accountId)).map((follower) => follower.id)
  const wanted = applyDifference(
    before.map((id) => ({ id })),
    chosen,
    was,
  )
  const working = (await activeStaff(act.trx)).map((person) => person.id)
  for (const id of before.filter((one) => !wanted.includes(one))) await follow(permitted(act), accountId, id, false)
  for (const id of wanted.filter((one) => !before.includes(one) && working.includes(one)))
    await follow(permitted(act), accountId, id, true)
}
