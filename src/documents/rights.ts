import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Level, mustEditIn } from './level.ts'

/** What was set on a folder, and what holds in it from above, person by person. */
export const rightsIn = (db: Db | Trx, folderId: number) =>
  db
    .selectFrom('folder_right')
    .select(['staff_id', 'level', 'is_own'])
    .where('folder_id', '=', folderId)
    .orderBy('staff_id')
    .execute()

/**
 * Has a folder and all those in it, at any depth, have the rights that hold in the folder above them, where none are set on
 * themselves. Called whenever a folder comes to stand somewhere, or what is set on one changes.
 */
export async function inheritRights(trx: Trx, folderId: number, parentId: number | null): Promise<void> {
  const above = parentId === null ? [] : await rightsIn(trx, parentId)
  await trx.deleteFrom('folder_right').where('folder_id', '=', folderId).where('is_own', '=', 0).execute()
  const own = new Set((await rightsIn(trx, folderId)).map((right) => right.staff_id))
  const inherited = above.filter((right) => !own.has(right.staff_id))
  if (inherited.length > 0)
    await trx
      .insertInto('folder_right')
      .values(inherited.map(({ staff_id, level }) => ({ folder_id: folderId, staff_id, level, is_own: 0 })))
      .execute()
  const below = await trx.selectFrom('folder').select('id').where('parent_id', '=', folderId).execute()
  for (const { id } of below) await inheritRights(trx, id, folderId)
}

/**
 * Sets what each of these people may do in a folder, by somebody who may change what is in it; null for what they may do in the one above. `names` are theirs, for the activity.
 * Whoever is not named keeps what they have.
 */
export async function setFolderRights(
  act: Act,
  folder: { id: number; account_id: number; parent_id: number | null; name: string; accountName: string },
  wanted: ReadonlyMap<number, Level | null>,
  names: ReadonlyMap<number, string>,
): Promise<void> {
  await mustEditIn(act, folder.account_id, folder.id)
  const was = new Map(
    (await rightsIn(act.trx, folder.id)).filter((r) => r.is_own === 1).map((r) => [r.staff_id, r.level]),
  )
  const changed = [...wanted].filter(([staffId, level]) => (was.get(staffId) ?? null) !== level)
  if (changed.length === 0) return
  for (const [staffId, level] of changed) {
    await act.trx
      .deleteFrom('folder_right')
      .where('folder_id', '=', folder.id)
      .where('staff_id', '=', staffId)
      .execute()
    if (level !== null)
      await act.trx
        .insertInto('folder_right')
        .values({ folder_id: folder.id, staff_id: staffId, level, is_own: 1 })
        .execute()
  }
  await inheritRights(act.trx, folder.id, folder.parent_id)
  await record(act, {
    kind: 'folder rights changed',
    accountId: folder.account_id,
    subject: folder.accountName,
    thing: `folder ${folder.id}`,
    changes: {
      folder: [folder.name, folder.name],
      ...Object.fromEntries(
        changed.map(([staffId, level]) => [
          names.get(staffId) ?? String(staffId),
          [was.get(staffId) ?? null, level] as const,
        ]),
      ),
    },
  })
}
