import type { ExpressionBuilder } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import { putDocument, type Stored } from '#src/documents/add.ts'
import { setShared } from '#src/documents/change.ts'
import { documentsOf } from '#src/documents/document.ts'
import { inOpenFolders } from '#src/documents/folders/level.ts'
import { usualLevel } from '#src/documents/folders/rules.ts'
import { wordsInName } from '#src/documents/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    message_document: { message_id: number; document_id: number }
  }
}

/** A document that a message brings. */
export interface Attachment {
  id: number
  name: string
  size: number
}

/** Somebody who reads messages: one of the staff, or the client, who sees what is shared. */
export type Reader = Staff | 'client'

const readableBy = (reader: Reader) => (eb: ExpressionBuilder<Tables, 'document'>) =>
  reader === 'client' ? eb('document.is_shared', '=', 1) : inOpenFolders(reader)(eb)

/** What each of these messages brings that the reader may look at, by name. One query. */
export async function attachmentsOf(
  db: Db | Trx,
  reader: Reader,
  messageIds: readonly number[],
): Promise<Map<number, Attachment[]>> {
  const found = new Map<number, Attachment[]>(messageIds.map((id) => [id, []]))
  if (messageIds.length === 0) return found
  const rows = await db
    .selectFrom('document')
    .innerJoin('message_document', 'message_document.document_id', 'document.id')
    .select(['message_document.message_id', 'document.id', 'document.name', 'document.size'])
    .where('message_document.message_id', 'in', messageIds)
    .where('document.trashed_at', 'is', null)
    .where(readableBy(reader) as never)
    .orderBy('document.sort_name')
    .orderBy('document.id')
    .execute()
  for (const { message_id, id, name, size } of rows) found.get(message_id)!.push({ id, name, size: Number(size) })
  return found
}

const mostShown = 20

/** Of documents with the reader's right in their folder: those that are shared, and those that they may share. */
const isOrMayBeShared = (staff: Staff) => (eb: ExpressionBuilder<Tables, 'document' | 'folder_right'>) =>
  eb.or([
    eb('document.is_shared', '=', 1),
    eb('folder_right.level', '=', 'edit'),
    ...(usualLevel(staff) === 'edit' ? [eb('folder_right.level', 'is', null)] : []),
  ])

/**
 * Documents of an account that somebody may attach to a message: the newest, or those whose name has the text in it, and all that
 * are chosen already. One that is private goes to the client only by whoever may edit in its folder, since it is shared by that.
 */
export async function attachable(
  db: Db | Trx,
  staff: Staff,
  accountId: number,
  {
    toClient,
    query = '',
    chosen = [],
    most = mostShown,
  }: { toClient: boolean; query?: string; chosen?: readonly number[]; most?: number },
) {
  return documentsOf(db, staff)
    .leftJoin('folder_right', (join) =>
      join.onRef('folder_right.folder_id', '=', 'document.folder_id').on('folder_right.staff_id', '=', staff.id),
    )
    .select(['document.id', 'document.name', 'document.is_shared', 'document.added_at'])
    .where('document.account_id', '=', accountId)
    .$if(toClient && !can(staff, 'admin'), (narrow) => narrow.where(isOrMayBeShared(staff) as never))
    .where((eb) =>
      eb.or([eb('document.id', 'in', [0, ...chosen]), most > 0 ? eb.and(wordsInName(query)) : eb.lit(false)]),
    )
    .orderBy((eb) =>
      eb
        .case()
        .when('document.id', 'in', [0, ...chosen])
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy('document.added_at', 'desc')
    .orderBy('document.id', 'desc')
    .limit(most + chosen.length)
    .execute()
}

export type Attachable = Awaited<ReturnType<typeof attachable>>[number]

export interface Attaching {
  accountId: number
  messageId: number
  isInternal: boolean
  /** Whoever of the client writes. */
  contactId?: number | undefined
  /** Files that are stored and become documents at the top of the account. */
  files: readonly Stored[]
  /** Documents that are there, chosen by that person. */
  documents: readonly number[]
  by: Staff | null
}

/**
 * Attaches files and documents to a message of whoever reaches the account: that is enough to bring files. What the client is to read
 * is shared with them by that. Throws 404 where a document may not be attached.
 */
export async function attach(act: Act, { accountId, messageId, isInternal, ...what }: Attaching): Promise<void> {
  const ids = new Set<number>()
  for (const file of what.files) {
    const place = { accountId, folderId: null, isShared: !isInternal, sameName: 'keep both' as const }
    ids.add((await putDocument(act, place, file, what.contactId)).id)
  }
  const chosen = [...new Set(what.documents)]
  if (chosen.length > 0) {
    if (!what.by) throw notFound()
    const open = await attachable(act.trx, what.by, accountId, { toClient: !isInternal, chosen, most: 0 })
    if (open.length !== chosen.length) throw notFound()
    for (const { id, is_shared } of open) {
      ids.add(id)
      if (!isInternal && is_shared === 0) await setShared(act, accountId, id, true)
    }
  }
  for (const id of ids) {
    await act.trx.insertInto('message_document').values({ message_id: messageId, document_id: id }).execute()
  }
}
