import { type Act, type Changes, record } from '#src/audit/audit.ts'
import { mustSeeContacts, refreshContact } from '#src/contacts/contact.ts'
import type { Move, Table } from '#src/contacts/people.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { accountsMoved, lockMergedContacts, refreshPeople } from './merge.ts'
import { restorer } from './move.ts'
import { openingNothingElse } from './opens.ts'
import { movedTables } from './tables.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'merge undone': true
  }
}

/** A merge that can't be undone any more: one of the two was changed, merged or erased since, or it was undone. */
export class TooLate extends Refusal {
  constructor() {
    super(409, 'changed meanwhile')
  }
}

/** What an undo had to leave as it is: in which table, and of which account where it is one's. */
export interface Unrestored {
  table: Table
  accountId: number | null
}

/** Takes a merge back: every row that is still as the merge made it. Gives the others. Throws TooLate, NotYoursToOpen. */
export async function undoMerge(act: Act, mergeId: number): Promise<Unrestored[]> {
  const { trx } = act
  const merge = await trx.selectFrom('contact_merge').selectAll().where('id', '=', mergeId).executeTakeFirst()
  if (!merge || merge.undone_at) throw new TooLate()
  const { winner_id, loser_id } = merge
  const accounts = await lockMergedContacts(trx, [winner_id, loser_id])
  const still = await trx
    .selectFrom('contact_merge')
    .select('contact_merge.id')
    .innerJoin('contact as winner', 'winner.id', 'contact_merge.winner_id')
    .innerJoin('contact as loser', 'loser.id', 'contact_merge.loser_id')
    .where('contact_merge.id', '=', mergeId)
    .where('contact_merge.undone_at', 'is', null)
    .whereRef('winner.version', '=', 'contact_merge.winner_version')
    .whereRef('loser.version', '=', 'contact_merge.loser_version')
    .executeTakeFirst()
  if (!still) throw new TooLate()
  await mustSeeContacts(act, [winner_id], 'manage contacts')
  await trx.updateTable('contact_merge').set({ undone_at: act.at }).where('id', '=', mergeId).execute()
  const left: Unrestored[] = []
  const moves = JSON.parse(merge.moves) as Move[]
  const tables = movedTables(act.modules)
  const { putBack } = restorer(trx, act.vault, tables, { winner_id, loser_id })
  await openingNothingElse(act, [winner_id, loser_id], async () => {
    for (const move of moves.toReversed()) {
      if (await putBack(move)) continue
      await tables(move.table).leave?.(trx, move)
      left.push({ table: move.table, accountId: Number(move.key.account_id ?? 0) || null })
    }
  })
  await refreshPeople(
    act,
    accounts.map((account) => account.id),
  )
  await trx
    .updateTable('contact')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', [winner_id, loser_id])
    .execute()
  const [winner, loser] = [await refreshContact(trx, winner_id), await refreshContact(trx, loser_id)]
  const changes: Changes = { contact: [winner, loser] }
  for (const contactId of [winner_id, loser_id])
    await record(act, {
      kind: 'merge undone',
      contactId,
      subject: contactId === winner_id ? winner : loser,
      changes: { ...changes, ...(left.length > 0 ? { left: [null, String(left.length)] } : {}) },
    })
  const moved = accountsMoved(moves)
  for (const account of accounts.filter(({ id }) => moved.has(id)))
    await record(act, {
      kind: 'merge undone',
      accountId: account.id,
      contactId: winner_id,
      subject: account.name,
      changes,
    })
  return left
}
