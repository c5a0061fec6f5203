import type { Db } from '#src/platform/db/database.ts'
import { named } from './name.ts'

const documentsAtATime = 500

/** What is wrong with the rows of documents and folders. */
export const wrongDocuments = async (db: Db): Promise<string[]> => [
  ...(await wrongNames(db)),
  ...(await wrongVersions(db)),
  ...(await wrongPlaces(db)),
  ...(await wrongFolders(db)),
]

/** A document is found and sorted by the name that it has. */
async function wrongNames(db: Db): Promise<string[]> {
  const wrong: string[] = []
  for (let after = 0; ; ) {
    const documents = await db
      .selectFrom('document')
      .select(['id', 'name', 'name_key', 'sort_name'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(documentsAtATime)
      .execute()
    if (documents.length === 0) return wrong
    for (const { id, name, name_key, sort_name } of documents) {
      const right = named(name)
      if (right.name_key !== name_key || right.sort_name !== sort_name)
        wrong.push(`document ${id} is listed under another name than its own`)
    }
    after = documents.at(-1)!.id
  }
}

/** A document says what its current version says. */
async function wrongVersions(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('document')
    .leftJoin('document_version as current', (join) =>
      join
        .onRef('current.document_id', '=', 'document.id')
        .onRef('current.number', '=', 'document.number')
        .onRef('current.hash', '=', 'document.hash')
        .onRef('current.size', '=', 'document.size')
        .onRef('current.type', '=', 'document.type')
        .onRef('current.from_client', '=', 'document.from_client')
        .onRef('current.added_at', '=', 'document.added_at'),
    )
    .select('document.id')
    .where('current.document_id', 'is', null)
    .orderBy('document.id')
    .execute()
  return rows.map(({ id }) => `document ${id} is not what its current version is`)
}

/** What lies in a folder is of the folder's account, and in the trash where the folder is. */
async function wrongPlaces(db: Db): Promise<string[]> {
  const documents = await db
    .selectFrom('document')
    .innerJoin('folder', 'folder.id', 'document.folder_id')
    .select(['document.id', 'document.account_id', 'folder.account_id as other', 'folder.id as folder_id'])
    .where((eb) =>
      eb.or([
        eb('document.account_id', '!=', eb.ref('folder.account_id')),
        eb.and([eb('document.trashed_at', 'is', null), eb('folder.trashed_at', 'is not', null)]),
      ]),
    )
    .orderBy('document.id')
    .execute()
  const folders = await db
    .selectFrom('folder')
    .innerJoin('folder as above', 'above.id', 'folder.parent_id')
    .select(['folder.id', 'folder.account_id', 'above.account_id as other', 'above.id as folder_id'])
    .where((eb) =>
      eb.or([
        eb('folder.account_id', '!=', eb.ref('above.account_id')),
        eb.and([eb('folder.trashed_at', 'is', null), eb('above.trashed_at', 'is not', null)]),
      ]),
    )
    .orderBy('folder.id')
    .execute()
  const said = (what: string) => (row: (typeof documents)[number]) =>
    row.account_id === row.other
      ? `${what} ${row.id} lies in folder ${row.folder_id}, which is in the trash`
      : `${what} ${row.id} of account ${row.account_id} lies in a folder of account ${row.other}`
  return [...documents.map(said('document')), ...folders.map(said('folder'))]
}

/** No folder lies in itself, and who may do what in one is what was set on it and what holds above it. */
async function wrongFolders(db: Db): Promise<string[]> {
  const folders = await db.selectFrom('folder').select(['id', 'parent_id']).orderBy('id').execute()
  const rights = await db.selectFrom('folder_right').selectAll().orderBy('staff_id').execute()
  const above = new Map(folders.map(({ id, parent_id }) => [id, parent_id]))
  const byFolder = Map.groupBy(rights, (right) => right.folder_id)
  return folders.flatMap(({ id, parent_id }) => {
    const here = byFolder.get(id) ?? []
    const own = new Set(here.filter((right) => right.is_own === 1).map((right) => right.staff_id))
    const theirs = (parent_id === null ? [] : (byFolder.get(parent_id) ?? [])).filter(
      ({ staff_id }) => !own.has(staff_id),
    )
    const has = here.filter((right) => right.is_own === 0)
    const inherits = theirs.length === has.length && theirs.every((right, i) => isSame(right, has[i]!))
    return [
      isInItself(above, id) ? `folder ${id} lies in itself` : '',
      inherits ? '' : `who may do what in folder ${id} is not what holds in the one above it`,
    ].filter(Boolean)
  })
}

const isSame = (one: { staff_id: number; level: string }, other: { staff_id: number; level: string }): boolean =>
  one.staff_id === other.staff_id && one.level === other.level

function isInItself(above: ReadonlyMap<number, number | null>, id: number): boolean {
  const passed = new Set([id])
  for (let at = above.get(id) ?? null; at !== null; at = above.get(at) ?? null) {
    if (at === id) return true
    if (passed.has(at)) return false
    passed.add(at)
  }
  return false
}
