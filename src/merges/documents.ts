import type { Two } from './merge.ts'
import { findRows } from './move.ts'

/** What the loser brought and opened in the portal is the winner's; what both have opened stays as it is. */
export async function moveDocuments({ act, move, winner, loser }: Two): Promise<void> {
  const toWinner = { added_by_contact: winner.id }
  for (const row of await findRows(act.trx, 'document', { added_by_contact: loser.id }))
    await move.change('document', ['id'], row, toWinner)
  for (const row of await findRows(act.trx, 'document_version', { added_by_contact: loser.id }))
    await move.change('document_version', ['document_id', 'number'], row, toWinner)
  const idOf = ({ document_id, number }: { document_id?: unknown; number?: unknown }) => `${document_id} ${number}`
  const own = new Set((await findRows(act.trx, 'document_client_view', { contact_id: winner.id })).map(idOf))
  for (const row of await findRows(act.trx, 'document_client_view', { contact_id: loser.id }))
    if (!own.has(idOf(row)))
      await move.change('document_client_view', ['document_id', 'number', 'contact_id'], row, { contact_id: winner.id })
}
