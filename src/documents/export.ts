import { Readable } from 'node:stream'
import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { foldersOf } from '#src/documents/folders/folder.ts'
import { pathAmong } from '#src/documents/folders/paths.ts'
import type { Db } from '#src/platform/db/database.ts'
import { withSuffix } from '#src/platform/files/names.ts'
import type { ZipEntry } from '#src/platform/files/zip.ts'
import type { Staff } from '#src/staff/staff.ts'
import { documentsOf } from './document.ts'
import { isCompressible, places } from './zip.ts'

const documentsAtATime = 200

/** The documents of an account that whoever exports it may look at, without the trash: every version's file, and documents.json about them. */
export async function* documentsExport(exporting: Exporting): AsyncGenerator<ExportPart> {
  yield { files: filesOf(exporting) }
}

/** A file that is missing from the store is told of as such. */
async function* filesOf({ app, account, staff }: Exporting): AsyncGenerator<ZipEntry> {
  const db = app.db.read
  const folders = await foldersOf(db, staff, account.id)
  const { pathOf, nameIn } = places(folders, null)
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const wayTo = (id: number) => pathAmong(byId, id).map((folder) => folder.name)
  const documents: object[] = []
  for await (const { id: _, folder_id, number, versions, ...document } of documentsIn(db, staff, account.id)) {
    const told: object[] = []
    for (const { hash, ...version } of versions) {
      const isCurrent = version.number === number
      const name = isCurrent ? document.name : withSuffix(document.name, ` (version ${version.number})`)
      const file = `documents/${pathOf(folder_id)}${nameIn(folder_id, name)}`
      const isThere = await app.files.has(hash)
      if (isThere) yield { name: file, open: () => app.files.read(hash), compress: isCompressible(version.type) }
      told.push({
        ...version,
        size: Number(version.size),
        sha256: hash,
        current: isCurrent,
        file: isThere ? file : null,
      })
    }
    documents.push({ ...document, folder: folder_id === null ? [] : wayTo(folder_id), versions: told })
  }
  const whole = { folders: folders.map((folder) => wayTo(folder.id)), documents }
  yield { name: 'documents.json', open: () => Readable.from([`${JSON.stringify(whole, null, 2)}\n`]) }
}

/** The documents with their versions, the newest of these first. Read page by page. */
async function* documentsIn(db: Db, staff: Staff, accountId: number) {
  for (let after = 0; ; ) {
    const documents = await documentsOf(db, staff)
      .select(['document.id', 'document.folder_id', 'document.name', 'document.number', 'document.is_shared'])
      .select(['document.from_client', 'document.seen_at'])
      .where('document.account_id', '=', accountId)
      .where('document.id', '>', after)
      .orderBy('document.id')
      .limit(documentsAtATime)
      .execute()
    if (documents.length === 0) return
    const ids = documents.map((document) => document.id)
    const versions = await db
      .selectFrom('document_version')
      .select([
        'document_id',
        'number',
        'name as sent_as',
        'hash',
        'size',
        'type',
        'added_at',
        'added_by_name as added_by',
      ])
      .where('document_id', 'in', ids)
      .orderBy('document_id')
      .orderBy('number', 'desc')
      .execute()
    const byDocument = Map.groupBy(versions, (version) => version.document_id)
    for (const document of documents)
      yield {
        ...document,
        versions: (byDocument.get(document.id) ?? []).map(({ document_id: _, ...version }) => version),
      }
    after = ids.at(-1)!
  }
}
