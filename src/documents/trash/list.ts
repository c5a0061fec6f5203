import { inOpenFolders } from '#src/documents/folders/level.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'

const perPage = 100

/** One page of the documents of an account that were put into the trash themselves, the last first. One query. */
export function trashedDocuments(db: Db, staff: Staff, accountId: number, cursor: Cursor | null) {
  const columns = ['document.trashed_at']
  const query = db
    .selectFrom('document')
    .leftJoin('staff as trasher', 'trasher.id', 'document.trashed_by')
    .select(['document.id', 'document.name', 'document.size', 'document.folder_id', 'document.trashed_at'])
    .select('trasher.name as trashed_by')
    .select(keyOf(columns).as('key'))
    .where('document.account_id', '=', accountId)
    .where('document.trashed_at', 'is not', null)
    .where('document.trashed_with', 'is', null)
    .where(inOpenFolders(staff))
  return keysetPage(query, { columns, id: 'document.id', descending: true, cursor, size: perPage })
}

/** The same with folders, each with how many documents went with it. */
export function trashedFolders(db: Db, staff: Staff, accountId: number, cursor: Cursor | null) {
  const columns = ['folder.trashed_at']
  const query = db
    .selectFrom('folder')
    .leftJoin('staff as trasher', 'trasher.id', 'folder.trashed_by')
    .leftJoin('folder_right', (join) =>
      join.onRef('folder_right.folder_id', '=', 'folder.id').on('folder_right.staff_id', '=', staff.id),
    )
    .select(['folder.id', 'folder.name', 'folder.trashed_at', 'folder_right.level'])
    .select('trasher.name as trashed_by')
    .select((eb) =>
      eb
        .selectFrom('document')
        .select((n) => n.fn.countAll<number>().as('n'))
        .whereRef('document.trashed_with', '=', 'folder.id')
        .where('document.trashed_with', 'is not', null)
        .where(inOpenFolders(staff))
        .as('documents'),
    )
    .select(keyOf(columns).as('key'))
    .where('folder.account_id', '=', accountId)
    .where('folder.trashed_at', 'is not', null)
    .where('folder.trashed_with', 'is', null)
    .$if(!can(staff, 'admin'), (narrow) =>
      narrow.where((eb) => eb.or([eb('folder_right.level', 'is', null), eb('folder_right.level', '!=', 'none')])),
    )
  return keysetPage(query, { columns, id: 'folder.id', descending: true, cursor, size: perPage })
}

export type TrashedDocument = Awaited<ReturnType<typeof trashedDocuments>>['rows'][number]
export type TrashedFolder = Awaited<ReturnType<typeof trashedFolders>>['rows'][number]
