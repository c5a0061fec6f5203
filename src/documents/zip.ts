import { Readable } from 'node:stream'
import { type Act, record } from '#src/audit/audit.ts'
import type { FolderRow } from '#src/documents/folders/folder.ts'
import { chunks, within } from '#src/documents/folders/paths.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { kindOf } from '#src/platform/files/kind.ts'
import { namesOnce } from '#src/platform/files/names.ts'
import type { ZipEntry } from '#src/platform/files/zip.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { documentsOf } from './document.ts'
import { markSeenTogether } from './seen.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'documents downloaded': true
  }
}

const mostFiles = 20_000
const atATime = 500

/** What a ZIP needs to know of a document. */
interface Packed {
  id: number
  folder_id: number | null
  name: string
  hash: string
  type: string
  number: number
  from_client: number
}

/**
 * The documents that somebody may look at in a folder and in those within it, or in the whole account. Throws 413 where they are more
 * than fit into one ZIP.
 */
export async function documentsToPack(
  db: Db,
  staff: Staff,
  accountId: number,
  folders: readonly FolderRow[],
  folderId: number | null,
): Promise<Packed[]> {
  const query = documentsOf(db, staff)
    .select(['document.id', 'folder_id', 'document.name', 'hash', 'type', 'number', 'from_client'])
    .where('document.account_id', '=', accountId)
    .orderBy('document.sort_name')
    .orderBy('document.id')
  if (folderId === null) return bounded(await query.limit(mostFiles + 1).execute())
  const found: Packed[] = []
  for (const ids of chunks(
    within(folders, folderId).map((folder) => folder.id),
    atATime,
  ))
    found.push(
      ...bounded(
        await query
          .where('folder_id', 'in', ids)
          .limit(mostFiles + 1)
          .execute(),
      ),
    )
  return bounded(found)
}

function bounded<T>(rows: T[]): T[] {
  if (rows.length > mostFiles) throw new Refusal(413, 'too many files')
  return rows
}

/**
 * Documents as entries of a ZIP, in their folders below `folderId`, each under a name that any system can hold. A file that is missing
 * from the store is told of in a text of its own at the end, which `missing` writes.
 */
export async function* packed(
  app: App,
  documents: readonly Packed[],
  folders: readonly FolderRow[],
  folderId: number | null,
  missing: { name: string; text: (names: string[]) => string },
): AsyncGenerator<ZipEntry> {
  const { pathOf, nameIn } = places(folders, folderId)
  const gone: string[] = []
  for (const document of documents) {
    const name = `${pathOf(document.folder_id)}${nameIn(document.folder_id, document.name)}`
    if (!(await app.files.has(document.hash))) gone.push(name)
    else yield { name, open: () => app.files.read(document.hash), compress: isCompressible(document.type) }
  }
  if (gone.length > 0) yield { name: nameIn(folderId, missing.name), open: () => Readable.from([missing.text(gone)]) }
}

export const isCompressible = (type: string) =>
  ['text', 'table', 'page', 'mail', 'other', 'old office'].includes(kindOf(type))

/** Where each folder stands in the ZIP, and what its files are called there: folders have the first choice of a name. */
export function places(folders: readonly FolderRow[], top: number | null) {
  const names = new Map<number | null, (name: string) => string>()
  const nameIn = (folderId: number | null, name: string) => {
    if (!names.has(folderId)) names.set(folderId, namesOnce())
    return names.get(folderId)!(name)
  }
  const paths = new Map<number | null, string>([[top, '']])
  const known = new Set(folders.map((folder) => folder.id))
  // A folder whose own one above may not be looked into stands at the top.
  const above = (folder: FolderRow) =>
    folder.parent_id !== null && known.has(folder.parent_id) ? folder.parent_id : null
  const inside = top === null ? folders : within(folders, top)
  for (let open = [...inside]; open.length > 0; ) {
    const placed = open.filter((folder) => !paths.has(folder.id) && paths.has(above(folder)))
    if (placed.length === 0) break
    for (const folder of placed)
      paths.set(folder.id, `${paths.get(above(folder))}${nameIn(above(folder), folder.name)}/`)
    open = open.filter((folder) => !paths.has(folder.id))
  }
  return { nameIn, pathOf: (folderId: number | null) => paths.get(folderId) ?? '' }
}

/** Writes down that somebody of the staff downloaded all of these at once: what the client brought is new to nobody from now on. */
export async function downloadedTogether(
  act: Act,
  account: { id: number; name: string },
  folder: { id: number; name: string } | null,
  documents: readonly Packed[],
  staffId: number,
): Promise<void> {
  for (const some of chunks(documents, atATime)) await markSeenTogether(act.trx, some, staffId, act.at)
  await record(act, {
    kind: 'documents downloaded',
    accountId: account.id,
    subject: account.name,
    changes: { ...(folder ? { folder: [folder.name, folder.name] } : {}), files: [null, String(documents.length)] },
    subjectRef: folder ? `folder ${folder.id}` : undefined,
  })
}
