import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, type Changes, changesBetween } from '#src/audit/audit.ts'
import { everyFolder, lockedFolder, NameTaken } from '#src/documents/folders/folder.ts'
import { mustEditIn } from '#src/documents/folders/level.ts'
import { pathTo } from '#src/documents/folders/paths.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { isNameTaken, recordDocumentEvent } from './add.ts'
import { lockedDocument } from './document.ts'
import { freeName, named } from './name.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'document changed': true
    'document shared': true
    'document made private': true
  }
}

/**
 * Renames a document, or puts it into another folder (null for the top), for somebody who may change what is in both. Throws Conflict
 * where it was changed since `version`, NameTaken, 404 and 403.
 */
export async function changeDocument(
  act: Act,
  accountId: number,
  id: number,
  version: number,
  { name, folder_id }: { name: string; folder_id: number | null },
): Promise<void> {
  await lockedAccount(act.trx, accountId)
  const document = await lockedDocument(act.trx, accountId, id)
  if (folder_id !== null) await lockedFolder(act.trx, accountId, folder_id)
  await mustEditIn(act, accountId, document.folder_id, folder_id)
  if (document.version !== version) throw new Conflict(document)
  if (await isNameTaken(act.trx, accountId, folder_id, document.is_shared === 1, name, id)) throw new NameTaken()
  const old = { document: document.name, place: await placeOf(act.trx, accountId, document.folder_id) }
  const changes = changesBetween(old, { document: name, place: await placeOf(act.trx, accountId, folder_id) })
  if (Object.keys(changes).length === 0 && document.folder_id === folder_id) return
  await act.trx
    .updateTable('document')
    .set({ ...named(name), folder_id, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await recordDocumentEvent(act, document, 'document changed', changes)
}

/** Puts a document into another folder; it gets a number where its name is taken there. Gives the name that it has now. */
export async function moveDocument(act: Act, accountId: number, id: number, folderId: number | null): Promise<string> {
  await lockedAccount(act.trx, accountId)
  const { name, version, folder_id, is_shared } = await lockedDocument(act.trx, accountId, id)
  if (folder_id === folderId) return name
  const free = await freeName(name, (wanted) => isNameTaken(act.trx, accountId, folderId, is_shared === 1, wanted, id))
  await changeDocument(act, accountId, id, version, { name: free, folder_id: folderId })
  return free
}

/**
 * Shows a document to the client in the portal, or to the firm alone. It gets a number where another one that is as visible has its
 * name already. Gives the name that it has now. Nothing changes where it is as wanted.
 */
export async function setShared(act: Act, accountId: number, id: number, wanted: boolean): Promise<string> {
  await lockedAccount(act.trx, accountId)
  const document = await lockedDocument(act.trx, accountId, id)
  await mustEditIn(act, accountId, document.folder_id)
  if (document.is_shared === Number(wanted)) return document.name
  const free = await freeName(document.name, (name) =>
    isNameTaken(act.trx, accountId, document.folder_id, wanted, name, id),
  )
  const isRenamed = free !== document.name
  await act.trx
    .updateTable('document')
    .set({ is_shared: Number(wanted), ...(isRenamed ? { ...named(free), version: document.version + 1 } : {}) })
    .where('id', '=', id)
    .execute()
  const changes: Changes = isRenamed ? { document: [document.name, free] } : {}
  await recordDocumentEvent(act, document, wanted ? 'document shared' : 'document made private', changes)
  return free
}

/** The names of the folders that lead to a place, for the activity. */
export async function placeOf(trx: Trx, accountId: number, folderId: number | null): Promise<string> {
  const path = pathTo(await everyFolder(trx, accountId), folderId)
  return path.map((folder) => folder.name).join(' / ') || '/'
}
