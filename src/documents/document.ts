import type { Generated, Selectable } from 'kysely'
import { seesAccount } from '#src/accounts/account.ts'
import { inOpenFolders } from '#src/documents/folders/level.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'

/** The bytes of one version, and who brought them. */
interface Content {
  /** SHA-256 of the bytes, in hex: where they are stored. */
  hash: string
  /** In bytes. */
  size: number
  /** The media type, by the content. */
  type: string
  /** 1 where somebody brought it in the portal. */
  from_client: number
  added_at: string
  added_by: number | null
  added_by_contact: number | null
  /** What they were called then. */
  added_by_name: string
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** A file of an account, with the content of its current version. */
    document: Content & {
      id: Generated<number>
      account_id: number
      /** Null for one at the top. */
      folder_id: number | null
      name: string
      name_key: string
      sort_name: string
      /** Of the current version, from 1. */
      number: Generated<number>
      /** 1 where the client sees it in the portal. */
      is_shared: number
      /** When somebody of the staff first opened or downloaded the current version. */
      seen_at: string | null
      trashed_at: string | null
      trashed_by: number | null
      /** The folder with which it went into the trash; null for one that was put there itself. */
      trashed_with: number | null
      version: Generated<number>
    }
    document_version: Content & { document_id: number; number: number; name: string }
  }
}

export type Document = Selectable<Tables['document']>

/** The documents that somebody may look at, on all accounts that they see, without those in the trash: a query to narrow. */
export const documentsOf = (db: Db | Trx, staff: Staff) =>
  db
    .selectFrom('document')
    .where('document.trashed_at', 'is', null)
    .where(seesAccount(staff, 'document.account_id'))
    .where(inOpenFolders(staff))

/** One document of an account that the person may look at. Throws 404 for any other. */
export async function findDocument(
  db: Db | Trx,
  staff: Staff,
  accountId: number | null,
  id: number | null,
): Promise<Document> {
  const document =
    id === null || accountId === null
      ? undefined
      : await documentsOf(db, staff)
          .selectAll('document')
          .where('document.id', '=', id)
          .where('document.account_id', '=', accountId)
          .executeTakeFirst()
  if (!document) throw notFound()
  return document
}

/** The document as it is now, held until the transaction ends. Throws 404 where it is gone or in the trash. */
export async function lockedDocument(trx: Trx, accountId: number, id: number): Promise<Document> {
  await locked(trx, 'document', id)
  const document = await trx
    .selectFrom('document')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('trashed_at', 'is', null)
    .executeTakeFirst()
  if (!document) throw notFound()
  return document
}
