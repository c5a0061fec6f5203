import type { Generated, Selectable } from 'kysely'
import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { fold } from '#src/platform/language/fold.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'
import { mustChangeGroup } from './list.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'group created': true
    'group changed': true
    'group deleted': true
    'account added to group': true
    'account removed from group': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    client_group: {
      id: Generated<number>
      name: string
      /** Folded: two groups whose names differ only in case or accents would be one to a reader. */
      name_key: string
      notes: string
      created_at: string
      version: Generated<number>
    }
    client_group_account: { group_id: number; account_id: number }
  }
}

/** Accounts that belong together, as the firm sees it: a household, a set of companies. */
export type Group = Selectable<Tables['client_group']>

export interface GroupFields {
  name: string
  notes: string
}

/** The group as it is now, held until the transaction ends, for whoever may change it with these accounts. Throws 404 where it is gone. */
async function lockedGroup(act: Act, id: number, accountIds: readonly number[] = []): Promise<Group> {
  await locked(act.trx, 'client_group', id)
  await mustChangeGroup(act, id, accountIds)
  const group = await act.trx.selectFrom('client_group').selectAll().where('id', '=', id).executeTakeFirst()
  if (!group) throw notFound()
  return group
}

/** Makes a group without accounts; gives its number. Fails on the unique name. */
export async function createGroup(act: Act, fields: GroupFields): Promise<number> {
  await must(act, 'manage accounts')
  const { id } = await act.trx
    .insertInto('client_group')
    .values({ ...fields, name_key: fold(fields.name), created_at: act.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, { kind: 'group created', subject: fields.name })
  return id
}

/** Changes a group's own fields. Throws Conflict, with the group as it is, when it was changed since `version`; fails on the unique name. */
export async function changeGroup(act: Act, id: number, version: number, fields: GroupFields): Promise<void> {
  const old = await lockedGroup(act, id)
  if (old.version !== version) throw new Conflict(old)
  const changes = changesBetween(old, fields)
  if (Object.keys(changes).length === 0) return
  await act.trx
    .updateTable('client_group')
    .set({ ...fields, name_key: fold(fields.name), version: version + 1 })
    .where('id', '=', id)
    .execute()
  await record(act, { kind: 'group changed', subject: fields.name, changes })
}

/** Deletes a group. Its accounts stay, and each is told in its own stream that it left. */
export async function deleteGroup(act: Act, id: number): Promise<void> {
  const group = await lockedGroup(act, id)
  const accounts = await act.trx
    .selectFrom('client_group_account')
    .innerJoin('account', 'account.id', 'client_group_account.account_id')
    .select(['account.id', 'account.name'])
    .where('client_group_account.group_id', '=', id)
    .execute()
  await act.trx.deleteFrom('client_group').where('id', '=', id).execute()
  for (const account of accounts) await recordLeaving(act, group, account)
  await record(act, { kind: 'group deleted', subject: group.name })
}

/** Puts accounts into a group; those that are in it already stay, and numbers that are no account's are left out. */
export async function addToGroup(act: Act, id: number, accountIds: readonly number[]): Promise<void> {
  const group = await lockedGroup(act, id, accountIds)
  if (accountIds.length === 0) return
  const came = await act.trx
    .insertInto('client_group_account')
    .columns(['group_id', 'account_id'])
    .expression((eb) =>
      eb
        .selectFrom('account')
        .select([eb.val(id).as('group_id'), 'account.id'])
        .where('account.id', 'in', accountIds),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('account_id')
    .execute()
  if (came.length === 0) return
  const accounts = await act.trx
    .selectFrom('account')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      came.map((row) => row.account_id),
    )
    .orderBy('id')
    .execute()
  for (const account of accounts)
    await record(act, {
      kind: 'account added to group',
      accountId: account.id,
      subject: account.name,
      changes: { group: [null, group.name] },
    })
}

/** Takes an account out of a group. Throws 404 where it is not in it. */
export async function removeFromGroup(act: Act, id: number, accountId: number): Promise<void> {
  const group = await lockedGroup(act, id, [accountId])
  const account = await lockedAccount(act.trx, accountId)
  const { numDeletedRows } = await act.trx
    .deleteFrom('client_group_account')
    .where('group_id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound()
  await recordLeaving(act, group, account)
}

const recordLeaving = (act: Act, group: Group, account: { id: number; name: string }) =>
  record(act, {
    kind: 'account removed from group',
    accountId: account.id,
    subject: account.name,
    changes: { group: [group.name, null] },
  })
