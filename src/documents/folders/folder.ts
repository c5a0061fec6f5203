import { type Generated, type Selectable, sql } from 'kysely'
import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import { named } from '#src/documents/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { Conflict, notFound, Refusal } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { mustEditIn } from './level.ts'
import { deepest, depthOf, pathTo, within } from './paths.ts'
import { inheritRights } from './rights.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'folder created': true
    'folder changed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    folder: {
      id: Generated<number>
      account_id: number
      /** Null for one at the top. */
      parent_id: number | null
      name: string
      name_key: string
      sort_name: string
      created_at: string
      created_by: number | null
      trashed_at: string | null
      trashed_by: number | null
      /** The folder with which it went into the trash; null for one that was put there itself. */
      trashed_with: number | null
      version: Generated<number>
    }
  }
}

export type Folder = Selectable<Tables['folder']>

/** The name is another folder's in the same place. */
export class NameTaken extends Refusal {
  constructor() {
    super(409, 'changed meanwhile')
  }
}

/** The folders of an account that somebody may look into, by name, without those in the trash. One query. */
export const foldersOf = (db: Db | Trx, staff: Staff, accountId: number) =>
  db
    .selectFrom('folder')
    .leftJoin('folder_right', (join) =>
      join.onRef('folder_right.folder_id', '=', 'folder.id').on('folder_right.staff_id', '=', staff.id),
    )
    .select(['folder.id', 'folder.parent_id', 'folder.name', 'folder.version', 'folder_right.level'])
    .where('folder.account_id', '=', accountId)
    .where('folder.trashed_at', 'is', null)
    .$if(!can(staff, 'admin'), (query) =>
      query.where((eb) => eb.or([eb('folder_right.level', 'is', null), eb('folder_right.level', '!=', 'none')])),
    )
    .orderBy('folder.sort_name')
    .orderBy('folder.id')
    .execute()

export type FolderRow = Awaited<ReturnType<typeof foldersOf>>[number]

/** One folder of an account that somebody may look into, from their list. Throws 404 for any other. */
export function folderIn(folders: readonly FolderRow[], id: number | null): FolderRow {
  const folder = folders.find((one) => one.id === id)
  if (!folder) throw notFound()
  return folder
}

/** All folders of an account, those in the trash too: for verbs. */
export const everyFolder = (trx: Db | Trx, accountId: number) =>
  trx.selectFrom('folder').selectAll().where('account_id', '=', accountId).orderBy('id').execute()

/** The folder as it is now, held until the transaction ends. Throws 404 where it is gone or in the trash. */
export async function lockedFolder(trx: Trx, accountId: number, id: number): Promise<Folder> {
  await locked(trx, 'folder', id)
  const folder = await trx
    .selectFrom('folder')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('trashed_at', 'is', null)
    .executeTakeFirst()
  if (!folder) throw notFound()
  return folder
}

/** Whether another folder in that place has the name. */
export async function isFolderNameTaken(
  trx: Trx,
  accountId: number,
  parentId: number | null,
  name: string,
  except?: number,
): Promise<boolean> {
  const other = await trx
    .selectFrom('folder')
    .select('id')
    .where('account_id', '=', accountId)
    // As the index on names says it.
    .where(sql<boolean>`coalesce(parent_id, 0) = ${parentId ?? 0}`)
    .where('name_key', '=', named(name).name_key)
    .where('trashed_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '!=', except!))
    .executeTakeFirst()
  return other !== undefined
}

/**
 * Makes a folder, for somebody who may change what is in the one above; gives its number. Who may do what in it is as in the one above.
 * Throws NameTaken, and 422 where it would stand too deep.
 */
export async function createFolder(
  act: Act,
  accountId: number,
  parentId: number | null,
  name: string,
): Promise<number> {
  const account = await lockedAccount(act.trx, accountId)
  if (parentId !== null) await lockedFolder(act.trx, accountId, parentId)
  await mustEditIn(act, accountId, parentId)
  if (await isFolderNameTaken(act.trx, accountId, parentId, name)) throw new NameTaken()
  const path = pathTo(await everyFolder(act.trx, accountId), parentId)
  if (path.length >= deepest) throw new Refusal(422, 'not understood')
  const { id } = await act.trx
    .insertInto('folder')
    .values({
      ...named(name),
      account_id: accountId,
      parent_id: parentId,
      created_at: act.at,
      created_by: act.by.staffId,
      trashed_at: null,
      trashed_by: null,
      trashed_with: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await inheritRights(act.trx, id, parentId)
  await record(act, {
    kind: 'folder created',
    accountId,
    subject: account.name,
    changes: { folder: [null, name] },
    subjectRef: `folder ${id}`,
  })
  return id
}

/**
 * Renames a folder, or puts it into another one (null for the top), for somebody who may change what is in both. Throws Conflict where
 * it was changed since `version`, NameTaken, and 422 where it would come to stand in itself or too deep.
 */
export async function changeFolder(
  act: Act,
  accountId: number,
  id: number,
  version: number,
  { name, parent_id }: { name: string; parent_id: number | null },
): Promise<void> {
  const account = await lockedAccount(act.trx, accountId)
  const folder = await lockedFolder(act.trx, accountId, id)
  if (parent_id !== null) await lockedFolder(act.trx, accountId, parent_id)
  await mustEditIn(act, accountId, id, ...(parent_id === folder.parent_id ? [] : [parent_id]))
  if (folder.version !== version) throw new Conflict(folder)
  const folders = await everyFolder(act.trx, accountId)
  const inside = within(folders, id)
  if (inside.some((one) => one.id === parent_id) || pathTo(folders, parent_id).length + depthOf(inside) > deepest)
    throw new Refusal(422, 'not understood')
  if (await isFolderNameTaken(act.trx, accountId, parent_id, name, id)) throw new NameTaken()
  await act.trx
    .updateTable('folder')
    .set({ ...named(name), parent_id, version: version + 1 })
    .where('id', '=', id)
    .execute()
  if (parent_id !== folder.parent_id) await inheritRights(act.trx, id, parent_id)
  const placeOf = (at: number | null) =>
    pathTo(folders, at)
      .map((one) => one.name)
      .join(' / ') || '/'
  const changes = changesBetween(
    { folder: folder.name, place: placeOf(folder.parent_id) },
    { folder: name, place: placeOf(parent_id) },
  )
  if (Object.keys(changes).length > 0)
    await record(act, {
      kind: 'folder changed',
      accountId,
      subject: account.name,
      changes: { folder: [folder.name, name], ...changes },
      subjectRef: `folder ${id}`,
    })
}
