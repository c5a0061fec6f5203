import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type FolderRow, folderIn, foldersOf } from './folder.ts'
import { within } from './paths.ts'
import { type Level, levelOf, usualLevel } from './rules.ts'

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

/** The folder of an account that somebody sees; null for its top. Throws 404 for one that they may not look into. One query. */
export async function placeIn(app: App, staff: Staff, accountId: number, folderId: number | null): Promise<Place> {
  const folders = await foldersOf(app.db.read, staff, accountId)
  const folder = folderId === null ? null : folderIn(folders, folderId)
  return { accountId, folder, folders, level: levelOf(staff, folder) }
}

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
