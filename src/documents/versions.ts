import type { Act } from '#src/audit/audit.ts'
import { mustEditIn } from '#src/documents/folders/level.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { putVersion, recordDocumentEvent } from './add.ts'
import { lockedDocument } from './document.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'document version brought back': true
  }
}

/** One version of a document, with the name that its file had. Throws 404 where there is none. */
export async function findVersion(db: Db | Trx, documentId: number, number: number | null) {
  const version =
    number === null
      ? undefined
      : await db
          .selectFrom('document_version')
          .selectAll()
          .where('document_id', '=', documentId)
          .where('number', '=', number)
          .executeTakeFirst()
  if (!version) throw notFound()
  return version
}

/** A document's versions, the newest first, from below `before`; one more than `most` tells that there are others. */
export async function versionsOf(db: Db, documentId: number, most: number, before?: number) {
  const rows = await db
    .selectFrom('document_version')
    .selectAll()
    .where('document_id', '=', documentId)
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(most + 1)
    .execute()
  return { versions: rows.slice(0, most), more: rows.length > most }
}

export type Version = Awaited<ReturnType<typeof versionsOf>>['versions'][number]

/**
 * Makes the content of an old version the current one again: as a new version, so that nothing is lost. False where the document has
 * those bytes already. Throws Conflict where it was changed since `version`.
 */
export async function restoreVersion(
  act: Act,
  accountId: number,
  id: number,
  version: number,
  number: number,
): Promise<boolean> {
  const document = await lockedDocument(act.trx, accountId, id)
  await mustEditIn(act, accountId, document.folder_id)
  if (document.version !== version) throw new Conflict(document)
  const old = await findVersion(act.trx, id, number)
  if (old.hash === document.hash) return false
  const numbers = await putVersion(act, document, old)
  await recordDocumentEvent(act, document, 'document version brought back', {
    ...numbers,
    content_of: [null, String(number)],
  })
  return true
}
