import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type FolderRow, folderIn, foldersOf } from './folder.ts'
import { type Level, usualLevel } from './level.ts'
import { within } from './paths.ts'

/** A folder of an account, or its top, as somebody finds it. */
export interface Place {
  accountId: number
  /** Null at the top. */
  folder: FolderRow | null
  /** All folders of the account that they may look into. */
  folders: readonly FolderRow[]
  /** What they may do here. */
  level: Level
}

/** What somebody may do in a folder of their list; null for the top. */
export const levelOf = (staff: Staff, folder: FolderRow | null): Level =>
  can(staff, 'admin') ? 'edit' : (folder?.level ?? usualLevel(staff))

/** The folder of an account that somebody sees; null for its top. Throws 404 for one that they may not look into. One query. */
export async function placeIn(app: App, staff: Staff, accountId: number, folderId: number | null): Promise<Place> {
  const folders = await foldersOf(app.db.read, staff, accountId)
  const folder = folderId === null ? null : folderIn(folders, folderId)
  return { accountId, folder, folders, level: levelOf(staff, folder) }
}

/** The folders that stand in a folder, or at the top: there also those that stand in one that the person may not look into. */
export function foldersInside(folders: readonly FolderRow[], id: number | null): FolderRow[] {
  const known = new Set(folders.map((folder) => folder.id))
  return folders.filter((folder) =>
    id === null ? folder.parent_id === null || !known.has(folder.parent_id) : folder.parent_id === id,
  )
}

/** All folders one below the other, each behind the one that it stands in, with how deep that is. */
export function inOrder(folders: readonly FolderRow[]): [FolderRow, number][] {
  const inside = Map.groupBy(folders, (folder) => folder.parent_id)
  const below = (some: readonly FolderRow[], depth: number): [FolderRow, number][] =>
    some.flatMap((folder) => [[folder, depth] as [FolderRow, number], ...below(inside.get(folder.id) ?? [], depth + 1)])
  return below(foldersInside(folders, null), 0)
}

/** The folders into which somebody may put something; null among them stands for the top. */
export type Open = ReadonlySet<number | null>

export const openToEdit = (staff: Staff, folders: readonly FolderRow[]): Open =>
  new Set([null, ...folders].filter((one) => levelOf(staff, one) === 'edit').map((one) => one?.id ?? null))

/** Whether somebody may change what is in a folder and in all those in it, also in those of which they do not know. */
export async function mayEditAllIn(db: Db | Trx, staff: Staff, accountId: number, folderId: number): Promise<boolean> {
  if (can(staff, 'admin')) return true
  const folders = await db
    .selectFrom('folder')
    .leftJoin('folder_right', (join) =>
      join.onRef('folder_right.folder_id', '=', 'folder.id').on('folder_right.staff_id', '=', staff.id),
    )
    .select(['folder.id', 'folder.parent_id', 'folder_right.level'])
    .where('folder.account_id', '=', accountId)
    .where('folder.trashed_at', 'is', null)
    .execute()
  return within(folders, folderId).every((folder) => (folder.level ?? usualLevel(staff)) === 'edit')
}
