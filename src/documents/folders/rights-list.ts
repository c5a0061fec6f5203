import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { FolderRow } from './folder.ts'
import { rightsIn } from './rights.ts'
import type { Level } from './rules.ts'

/** Somebody who sees an account, as a folder of it finds them. */
export interface PersonInFolder {
  id: number
  name: string
  /** Owner and admins may all everywhere. */
  isLimited: boolean
  /** What was set for them on this folder; null where nothing was. */
  own: Level | null
  /** What they may do where nothing is set on this folder. */
  above: Level
}

/** Everybody who sees a folder's account, by name, with what they may do in the folder. Four queries. */
export async function peopleIn(
  db: Db,
  accountId: number,
  folder: Pick<FolderRow, 'id' | 'parent_id'>,
): Promise<PersonInFolder[]> {
  const people = await peopleWhoSee(db, accountId)
  const [usual, here, above] = await Promise.all([
    usualOf(
      db,
      people.map((person) => person.id),
    ),
    rightsIn(db, folder.id),
    folder.parent_id === null ? [] : rightsIn(db, folder.parent_id),
  ])
  return people.map(({ id, name }) => {
    const { role, manages } = usual.get(id)!
    return {
      id,
      name,
      isLimited: role === 'employee',
      own: here.find((right) => right.staff_id === id && right.is_own === 1)?.level ?? null,
      above: above.find((right) => right.staff_id === id)?.level ?? (manages ? 'edit' : 'view'),
    }
  })
}

/** What these people are, and which of them may change documents where nothing else is set. */
async function usualOf(db: Db, ids: readonly number[]) {
  const rows = await db
    .selectFrom('staff')
    .leftJoin('staff_right', (join) =>
      join.onRef('staff_right.staff_id', '=', 'staff.id').on('staff_right.name', '=', 'manage documents'),
    )
    .select(['staff.id', 'staff.role', 'staff_right.name as manages'])
    .where('staff.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, { role: row.role, manages: row.manages !== null }]))
}
