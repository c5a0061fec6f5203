import { type Act, perform, record, systemActor } from '#src/audit/audit.ts'
import { recordDocumentEvent } from '#src/documents/add.ts'
import type { App } from '#src/platform/app.ts'
import { removeFilesLater } from '#src/platform/files/removal.ts'
import { trashedBefore } from '../rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'document deleted': true
    'folder deleted': true
  }
}

const atATime = 100

/** Deletes for good what has been in the trash for too long to be taken out, a hundred in one transaction, and lets go of its bytes. */
export async function emptyTrash(app: App): Promise<void> {
  const end = trashedBefore(app.clock())
  for (const some of [deleteDocuments, deleteFolders])
    while ((await perform(app, systemActor, (act) => some(act, end))) > 0);
}

/** Gives how many it found. */
async function deleteDocuments(act: Act, end: string): Promise<number> {
  const documents = await act.trx
    .selectFrom('document')
    .select(['id', 'account_id', 'name'])
    .where('trashed_at', 'is not', null)
    .where('trashed_at', '<', end)
    .orderBy('trashed_at')
    .orderBy('id')
    .limit(atATime)
    .execute()
  if (documents.length === 0) return 0
  const ids = documents.map((document) => document.id)
  const versions = await act.trx.selectFrom('document_version').select('hash').where('document_id', 'in', ids).execute()
  await act.trx.deleteFrom('document').where('id', 'in', ids).execute()
  for (const document of documents)
    await recordDocumentEvent(act, document, 'document deleted', { document: [document.name, null] })
  await removeFilesLater(
    act,
    versions.map((version) => version.hash),
  )
  return documents.length
}

/** Of folders those come first that stand in others: what stands in one that goes would go with it unsaid. */
async function deleteFolders(act: Act, end: string): Promise<number> {
  const folders = await act.trx
    .selectFrom('folder')
    .innerJoin('account', 'account.id', 'folder.account_id')
    .select(['folder.id', 'folder.account_id', 'folder.name', 'account.name as account_name'])
    .where('folder.trashed_at', 'is not', null)
    .where('folder.trashed_at', '<', end)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('folder as inner').select('inner.id').whereRef('inner.parent_id', '=', 'folder.id')),
      ),
    )
    .orderBy('folder.trashed_at')
    .orderBy('folder.id')
    .limit(atATime)
    .execute()
  for (const folder of folders) {
    await act.trx.deleteFrom('folder').where('id', '=', folder.id).execute()
    await record(act, {
      kind: 'folder deleted',
      accountId: folder.account_id,
      subject: folder.account_name,
      changes: { folder: [folder.name, null] },
      subjectRef: `folder ${folder.id}`,
    })
  }
  return folders.length
}
