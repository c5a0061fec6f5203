import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, changesBetween } from '#src/audit/audit.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { isNameTaken, tell } from './add.ts'
import { lockedDocument } from './document.ts'
import { everyFolder, lockedFolder, NameTaken, pathTo } from './folder.ts'
import { freeName, named } from './name.ts'

/**
 * Renames a document, or puts it into another folder (null for the top). Throws Conflict where it was changed since `version`, and
 * NameTaken.
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
  if (document.version !== version) throw new Conflict(document)
  if (folder_id !== null) await lockedFolder(act.trx, accountId, folder_id)
  if (await isNameTaken(act.trx, accountId, folder_id, name, id)) throw new NameTaken()
  const old = { document: document.name, place: await placeOf(act.trx, accountId, document.folder_id) }
  const changes = changesBetween(old, { document: name, place: await placeOf(act.trx, accountId, folder_id) })
  if (Object.keys(changes).length === 0 && document.folder_id === folder_id) return
  await act.trx
    .updateTable('document')
    .set({ ...named(name), folder_id, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await tell(act, document, 'document changed', changes)
}

/** Puts a document into another folder; it gets a number where its name is taken there. Gives the name that it has now. */
export async function moveDocument(act: Act, accountId: number, id: number, folderId: number | null): Promise<string> {
  await lockedAccount(act.trx, accountId)
  const { name, version, folder_id } = await lockedDocument(act.trx, accountId, id)
  if (folder_id === folderId) return name
  const free = await freeName(name, (wanted) => isNameTaken(act.trx, accountId, folderId, wanted, id))
  await changeDocument(act, accountId, id, version, { name: free, folder_id: folderId })
  return free
}

/** Shows a document to the client in the portal, or to the firm alone. Nothing changes where it is so already. */
export async function setShared(act: Act, accountId: number, id: number, wanted: boolean): Promise<void> {
  const document = await lockedDocument(act.trx, accountId, id)
  if (document.is_shared === Number(wanted)) return
  await act.trx
    .updateTable('document')
    .set({ is_shared: Number(wanted) })
    .where('id', '=', id)
    .execute()
  await tell(act, document, wanted ? 'document shared' : 'document made private')
}

/** The names of the folders that lead to a place, for the activity. */
export async function placeOf(trx: Trx, accountId: number, folderId: number | null): Promise<string> {
  const path = pathTo(await everyFolder(trx, accountId), folderId)
  return path.map((folder) => folder.name).join(' / ') || '/'
}
