import type { Erasure, MergePair, PersonExport, PersonPart } from '#src/contacts/people.ts'
import { findRows } from '#src/contacts/rows.ts'
import { unrestoredWords } from '#views/documents/unrestored-words.ts'
import { inOpenFolders } from './folders/level.ts'

const accountKeeps = { stays: 'an account keeps what was brought to it; the name goes' }

export const personOfDocuments: PersonPart = {
  columns: {
    'document.added_by_contact': { merge: 'moves', erasure: accountKeeps },
    'document_version.added_by_contact': { merge: 'moves', erasure: accountKeeps },
    'document_client_view.contact_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    document: { words: unrestoredWords.document },
    document_version: { key: ['document_id', 'number'], words: unrestoredWords.document_version },
    document_client_view: { key: ['document_id', 'number', 'contact_id'], words: unrestoredWords.document_client_view },
  },
  merges: [{ place: 90, move: moveDocuments }],
  exports: [{ place: 80, facts: broughtAndOpened }],
  erases,
}

/** What the loser brought and opened in the portal is the winner's; what both have opened stays as it is. */
async function moveDocuments({ act, mover, winner, loser }: MergePair): Promise<void> {
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

async function broughtAndOpened(exported: PersonExport) {
  return { documentsBrought: await broughtBy(exported), documentsOpened: await openedBy(exported) }
}

/** Of accounts and in folders that the reader may look into. */
const broughtBy = ({ act: { trx }, staff, contactIds, accountIds }: PersonExport) =>
  trx
    .selectFrom('document_version as version')
    .innerJoin('document', 'document.id', 'version.document_id')
    .innerJoin('account', 'account.id', 'document.account_id')
    .select(['account.short_id as account', 'document.name', 'version.number', 'version.name as sent_as'])
    .select(['version.added_at', 'version.size', 'version.type', 'version.hash as sha256'])
    .where('version.added_by_contact', 'in', contactIds)
    .where('account.id', 'in', [0, ...accountIds])
    .where(inOpenFolders(staff))
    .orderBy('version.added_at')
    .orderBy('document.id')
    .execute()

const openedBy = ({ act: { trx }, staff, contactIds, accountIds }: PersonExport) =>
  trx
    .selectFrom('document_client_view as view')
    .innerJoin('document', 'document.id', 'view.document_id')
    .innerJoin('account', 'account.id', 'document.account_id')
    .select(['account.short_id as account', 'document.name', 'view.number'])
    .select(['view.first_at', 'view.last_at', 'view.times'])
    .where('view.contact_id', 'in', contactIds)
    .where('account.id', 'in', [0, ...accountIds])
    .where(inOpenFolders(staff))
    .orderBy('view.first_at')
    .orderBy('document.id')
    .execute()

async function erases({ act, contactIds, neutral }: Erasure): Promise<void> {
  const nobody = { added_by_name: neutral }
  await act.trx.updateTable('document').set(nobody).where('added_by_contact', 'in', contactIds).execute()
  await act.trx.updateTable('document_version').set(nobody).where('added_by_contact', 'in', contactIds).execute()
  await act.trx.deleteFrom('document_client_view').where('contact_id', 'in', contactIds).execute()
}
