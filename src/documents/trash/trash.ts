import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { isNameTaken, recordDocumentEvent } from '#src/documents/add.ts'
import { placeOf } from '#src/documents/change.ts'
import { lockedDocument } from '#src/documents/document.ts'
import { everyFolder, type Folder, isFolderNameTaken, lockedFolder } from '#src/documents/folders/folder.ts'
import { mustEditIn } from '#src/documents/folders/level.ts'
import { deepest, depthOf, pathTo, within } from '#src/documents/folders/paths.ts'
import { inheritRights } from '#src/documents/folders/rights.ts'
import { mayEditAllIn } from '#src/documents/folders/tree.ts'
import { freeName, named } from '#src/documents/name.ts'
import { locked } from '#src/platform/db/locked.ts'
import { notAllowed, notFound } from '#src/platform/web/errors.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'document trashed': true
    'document restored': true
    'folder trashed': true
    'folder restored': true
  }
}

const inTrash = (act: Act, folderId: number | null) => ({
  trashed_at: act.at,
  trashed_by: act.by.staffId,
  trashed_with: folderId,
})
const outOfTrash = { trashed_at: null, trashed_by: null, trashed_with: null }

/** Puts a document into the trash, for somebody who may change what is in its folder; gives its name. */
export async function trashDocument(act: Act, accountId: number, id: number): Promise<string> {
  const document = await lockedDocument(act.trx, accountId, id)
  await mustEditIn(act, accountId, document.folder_id)
  await act.trx.updateTable('document').set(inTrash(act, null)).where('id', '=', id).execute()
  await recordDocumentEvent(act, document, 'document trashed')
  return document.name
}

/**
 * Puts a folder into the trash, with all that is in it, for somebody who may change all of that; gives its name. The account is held,
 * as whoever puts something into a folder holds it: nothing stays behind in a folder that is gone.
 */
export async function trashFolder(act: Act, accountId: number, id: number): Promise<string> {
  const account = await lockedAccount(act.trx, accountId)
  const folder = await lockedFolder(act.trx, accountId, id)
  const author = await mustEditIn(act, accountId, id)
  if (author && !(await mayEditAllIn(act.trx, author, accountId, id))) throw notAllowed()
  const inside = within(await everyFolder(act.trx, accountId), id).map((one) => one.id)
  await act.trx
    .updateTable('document')
    .set(inTrash(act, id))
    .where('folder_id', 'in', inside)
    .where('trashed_at', 'is', null)
    .execute()
  await act.trx
    .updateTable('folder')
    .set((eb) => ({ ...inTrash(act, id), trashed_with: eb.case().when('id', '=', id).then(null).else(id).end() }))
    .where('id', 'in', inside)
    .where('trashed_at', 'is', null)
    .execute()
  await record(act, {
    kind: 'folder trashed',
    accountId,
    subject: account.name,
    changes: { folder: [folder.name, folder.name] },
    subjectRef: `folder ${id}`,
  })
  return folder.name
}

/** Where something came back to, and what it is called there. */
export interface Restored {
  name: string
  folderId: number | null
}

/**
 * Takes a document out of the trash: to where it was, or to the top where that is gone, with a number where its name is taken. Whoever
 * does it may change what is in both.
 */
export async function restoreDocument(act: Act, accountId: number, id: number): Promise<Restored> {
  await lockedAccount(act.trx, accountId)
  await locked(act.trx, 'document', id)
  const document = await act.trx
    .selectFrom('document')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('trashed_at', 'is not', null)
    .where('trashed_with', 'is', null)
    .executeTakeFirst()
  if (!document) throw notFound()
  const folders = await everyFolder(act.trx, accountId)
  const folderId = folders.find((one) => one.id === document.folder_id && one.trashed_at === null)?.id ?? null
  await mustEditIn(act, accountId, document.folder_id, folderId)
  const name = await freeName(document.name, (wanted) =>
    isNameTaken(act.trx, accountId, folderId, document.is_shared === 1, wanted),
  )
  await act.trx
    .updateTable('document')
    .set({ ...named(name), ...outOfTrash, folder_id: folderId, version: document.version + 1 })
    .where('id', '=', id)
    .execute()
  const place = await placeOf(act.trx, accountId, folderId)
  await recordDocumentEvent(act, document, 'document restored', {
    document: [document.name, name],
    place: [null, place],
  })
  return { name, folderId }
}

/** The same with a folder and what went into the trash with it. */
export async function restoreFolder(act: Act, accountId: number, id: number): Promise<Restored> {
  const account = await lockedAccount(act.trx, accountId)
  const folders = await everyFolder(act.trx, accountId)
  const folder = folders.find((one) => one.id === id && one.trashed_at !== null && one.trashed_with === null)
  if (!folder) throw notFound()
  const parentId = placeFor(folders, folder)
  await mustEditIn(act, accountId, id, parentId)
  const name = await freeName(folder.name, (wanted) => isFolderNameTaken(act.trx, accountId, parentId, wanted))
  await act.trx
    .updateTable('folder')
    .set({ ...named(name), ...outOfTrash, parent_id: parentId, version: folder.version + 1 })
    .where('id', '=', id)
    .execute()
  for (const table of ['folder', 'document'] as const)
    await act.trx.updateTable(table).set(outOfTrash).where('trashed_with', '=', id).execute()
  await inheritRights(act.trx, id, parentId)
  await record(act, {
    kind: 'folder restored',
    accountId,
    subject: account.name,
    changes: { folder: [folder.name, name], place: [null, await placeOf(act.trx, accountId, parentId)] },
    subjectRef: `folder ${id}`,
  })
  return { name, folderId: id }
}

/** The folder that it stood in, where that is there and it does not come to stand too deep; else the top. */
function placeFor(folders: readonly Folder[], folder: Folder): number | null {
  const parent = folders.find((one) => one.id === folder.parent_id && one.trashed_at === null)
  if (!parent) return null
  const inside = within(folders, folder.id)
  return pathTo(folders, parent.id).length + depthOf(inside) > deepest ? null : parent.id
}
