import type { PersonPart, Two } from '#src/contacts/people.ts'
import { findRows } from '#src/contacts/rows.ts'
import { leftWords } from '#views/documents/left-words.ts'

export const personOfDocuments: PersonPart = {
  tables: {
    document: { words: leftWords.document },
    document_version: { key: ['document_id', 'number'], words: leftWords.document_version },
    document_client_view: { key: ['document_id', 'number', 'contact_id'], words: leftWords.document_client_view },
  },
  merges: [{ place: 90, move: moveDocuments }],
}

/** What the loser brought and opened in the portal is the winner's; what both have opened stays as it is. */
async function moveDocuments({ act, mover, winner, loser }: Two): Promise<void> {
  const toWinner = { added_by_contact: winner.id }
  for (const row of await findRows(act.trx, 'document', { added_by_contact: loser.id }))
    await mover.change('document', row, toWinner)
  for (const row of await findRows(act.trx, 'document_version', { added_by_contact: loser.id }))
    await mover.change('document_version', row, toWinner)
  const idOf = ({ document_id, number }: { document_id?: unknown; number?: unknown }) => `${document_id} ${number}`
  const own = new Set((await findRows(act.trx, 'document_client_view', { contact_id: winner.id })).map(idOf))
  for (const row of await findRows(act.trx, 'document_client_view', { contact_id: loser.id }))
    if (!own.has(idOf(row))) await mover.change('document_client_view', row, { contact_id: winner.id })
}
