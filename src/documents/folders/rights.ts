import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { mustEditIn } from './level.ts'
import { chunks, within } from './paths.ts'
import type { Level } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'folder rights changed': true
  }
}

/** What was set on a folder, and what holds in it from above, person by person. */
export const rightsIn = (db: Db | Trx, folderId: number) =>
  db
    .selectFrom('folder_right')
    .select(['staff_id', 'level', 'is_own'])
    .where('folder_id', '=', folderId)
    .orderBy('staff_id')
    .execute()

/** How many rows one statement names. */
const atATime = 5000

/**
 * Has a folder and all those in it, at any depth, have the rights that hold in the folder above them, where none are set on
 * themselves. Called whenever a folder comes to stand somewhere, or what is set on one changes. A few statements for every few
 * thousand folders.
 */
export async function inheritRights(trx: Trx, folderId: number, parentId: number | null): Promise<void> {
  const folders = await trx
    .selectFrom('folder')
    .select(['id', 'parent_id'])
    .where('account_id', '=', (eb) => eb.selectFrom('folder').select('account_id').where('id', '=', folderId))
    .execute()
  const inside = within(folders, folderId)
  const own: Right[] = []
  for (const some of chunks(inside, atATime)) {
    const ids = some.map((folder) => folder.id)
    const rights = trx.selectFrom('folder_right').select(['folder_id', 'staff_id', 'level']).where('is_own', '=', 1)
    own.push(...(await rights.where('folder_id', 'in', ids).execute()))
    await trx.deleteFrom('folder_right').where('folder_id', 'in', ids).where('is_own', '=', 0).execute()
  }
  const above = parentId === null ? [] : await rightsIn(trx, parentId)
  const inherited = inheritedIn(inside, own, above).map((right) => ({ ...right, is_own: 0 }))
  for (const some of chunks(inherited, atATime)) await trx.insertInto('folder_right').values(some).execute()
}

interface Right {
  folder_id: number
  staff_id: number
  level: Level
}

/** What holds in each of these folders from above: the first of them stands where `above` holds, each other one behind its own. */
function inheritedIn(
  folders: readonly { id: number; parent_id: number | null }[],
  own: readonly Right[],
  above: readonly Omit<Right, 'folder_id'>[],
): Right[] {
  const ownIn = Map.groupBy(own, (right) => right.folder_id)
  const holds = new Map<number | null, readonly Omit<Right, 'folder_id'>[]>()
  return folders.flatMap(({ id, parent_id }, i) => {
    const here = ownIn.get(id) ?? []
    const people = new Set(here.map((right) => right.staff_id))
    const inherited = (i === 0 ? above : (holds.get(parent_id) ?? []))
      .filter((right) => !people.has(right.staff_id))
      .map(({ staff_id, level }) => ({ folder_id: id, staff_id, level }))
    holds.set(id, [...here, ...inherited])
    return inherited
  })
}

/**
 * Sets what each of these people may do in a folder, by somebody who may change what is in it, and manage documents anywhere; null for what they may do in the one
 * above. `names` are theirs, for the activity. Whoever is not named keeps what they have.
 */
export async function setFolderRights(
  act: Act,
  folder: { id: number; account_id: number; parent_id: number | null; name: string; accountName: string },
  wanted: ReadonlyMap<number, Level | null>,
  names: ReadonlyMap<number, string>,
): Promise<void> {
  const staff = await mustEditIn(act, folder.account_id, folder.id)
  if (staff && !can(staff, 'manage documents')) throw notAllowed()
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
    subjectRef: `folder ${folder.id}`,
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
