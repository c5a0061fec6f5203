import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, type Changes, record } from '#src/audit/audit.ts'
import { mustSeeContacts, presentContact, refreshContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Choices, MergePair, Move } from '#src/contacts/people.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { inPlace } from '#src/platform/module.ts'
import { Conflict, changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { dropFindable } from '#src/search/search.ts'
import { mover } from './move.ts'
import { openingNothingElse } from './opens.ts'
import { movedTables } from './tables.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contacts merged': true
  }
}

export interface Merging extends Choices {
  winner: { id: number; version: number }
  loser: { id: number; version: number }
}

const mergesOf = inPlace(({ person }) => person?.merges)

/** Both contacts, and every account that either is linked to, held until the transaction ends: accounts first, each in order. */
export async function lockMergedContacts(trx: Trx, contactIds: readonly number[]) {
  const accountsNow = async () =>
    (
      await trx
        .selectFrom('link')
        .select('account_id')
        .distinct()
        .where('contact_id', 'in', contactIds)
        .orderBy('account_id')
        .execute()
    ).map((link) => link.account_id)
  const accounts = await accountsNow()
  const held = []
  for (const id of accounts) held.push(await lockedAccount(trx, id))
  for (const id of contactIds.toSorted((a, b) => a - b)) await locked(trx, 'contact', id)
  // Somebody may have linked one of them before they were held.
  if (String(await accountsNow()) !== String(accounts)) throw changedMeanwhile()
  return held
}

/**
 * Makes two contacts one: everything that hangs on the loser goes to the winner, and each row that moves is written down. Gives the
 * number of the merge. Throws Conflict, with the one that was changed, when either was since its version, and NotYoursToOpen
 * where logins are to open what is not its author's to open.
 */
export async function mergeContacts(act: Act, { winner, loser, ...chosen }: Merging): Promise<number> {
  const { trx } = act
  if (winner.id === loser.id) throw notFound()
  const accounts = await lockMergedContacts(trx, [winner.id, loser.id])
  const two: MergePair = {
    act,
    mover: mover(trx, act.vault, movedTables(act.modules), { winner_id: winner.id, loser_id: loser.id }),
    winner: await presentContact(trx, winner.id),
    loser: await presentContact(trx, loser.id),
    ...chosen,
  }
  await mustSeeContacts(act, [winner.id, loser.id], 'manage contacts')
  if (two.winner.version !== winner.version) throw new Conflict(two.winner)
  if (two.loser.version !== loser.version) throw new Conflict(two.loser)
  await openingNothingElse(act, [winner.id, loser.id], async () => {
    for (const { move } of mergesOf(act.modules)) await move(two)
  })
  await refreshPeople(
    act,
    accounts.map((account) => account.id),
  )
  await trx
    .updateTable('contact')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', [winner.id, loser.id])
    .execute()
  await dropFindable(trx, 'contact', loser.id)
  const name = await refreshContact(trx, winner.id)
  const changes: Changes = { contact: [contactName(two.loser), name] }
  const eventId = await record(act, { kind: 'contacts merged', contactId: winner.id, subject: name, changes })
  const moved = accountsMoved(two.mover.moves)
  for (const account of accounts.filter(({ id }) => moved.has(id)))
    await record(act, {
      kind: 'contacts merged',
      accountId: account.id,
      contactId: winner.id,
      subject: account.name,
      changes,
    })
  const { id } = await trx
    .insertInto('contact_merge')
    .values({
      winner_id: winner.id,
      loser_id: loser.id,
      event_id: eventId,
      at: act.at,
      staff_id: act.by.staffId,
      moves: JSON.stringify(two.mover.moves),
      winner_version: winner.version + 1,
      loser_version: loser.version + 1,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes anew what every noun derives of people on these accounts. */
export async function refreshPeople({ trx, modules }: Act, accountIds: readonly number[]): Promise<void> {
  for (const { person } of modules) await person?.settles?.(trx, accountIds)
}

/** The accounts whose links were moved. */
export const accountsMoved = (moves: readonly Move[]): ReadonlySet<number> =>
  new Set(moves.filter(({ table }) => table === 'link').map(({ key }) => Number(key.account_id)))
