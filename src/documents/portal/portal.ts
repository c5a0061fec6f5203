import type { ExpressionBuilder } from 'kysely'
import { pathAmong } from '#src/documents/folders/paths.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { PortalSection } from '#src/portal/section.ts'
import type { Client } from '#src/portal/sessions.ts'
import { words } from '#views/documents/portal-words.ts'

export const portalDocumentsPerPage = 50

/** The documents that clients see, on every account: what is shared with them, without the trash. A query to narrow to one that they open. */
const sharedDocuments = (db: Db | Trx) =>
  db.selectFrom('document').where('document.is_shared', '=', 1).where('document.trashed_at', 'is', null)

/** Whether the current version is still to be opened by the person, who has not brought it themselves. */
const isNewTo = (contactId: number) => (eb: ExpressionBuilder<Tables, 'document'>) =>
  eb.and([
    eb.or([eb('document.added_by_contact', 'is', null), eb('document.added_by_contact', '!=', contactId)]),
    eb.not(
      eb.exists(
        eb
          .selectFrom('document_client_view as seen')
          .select('seen.document_id')
          .whereRef('seen.document_id', '=', 'document.id')
          .whereRef('seen.number', '=', 'document.number')
          .where('seen.contact_id', '=', contactId),
      ),
    ),
  ])

/** One page of what is shared with the client of an account that they open, the newest first. One query, by an index. */
export function sharedPage(db: Db, client: Pick<Client, 'contactId'>, accountId: number, cursor: Cursor | null) {
  const columns = ['document.added_at']
  const query = sharedDocuments(db)
    .select(['document.id', 'document.folder_id', 'document.name', 'document.size', 'document.type'])
    .select(['document.from_client', 'document.added_at', 'document.added_by_contact', 'document.added_by_name'])
    .select((eb) => eb.case().when(isNewTo(client.contactId)(eb)).then(1).else(0).end().as('is_new'))
    .select(keyOf(columns).as('key'))
    .where('document.account_id', '=', accountId)
  return keysetPage(query, { columns, id: 'document.id', descending: true, cursor, size: portalDocumentsPerPage })
}

export type SharedDocument = Awaited<ReturnType<typeof sharedPage>>['rows'][number]

/** One document that is shared with the client of an account that they open. Throws 404 for any other. */
export async function findShared(db: Db, accountId: number, id: number | null) {
  const document =
    id === null
      ? undefined
      : await sharedDocuments(db)
          .selectAll('document')
          .where('document.account_id', '=', accountId)
          .where('document.id', '=', id)
          .executeTakeFirst()
  if (!document) throw notFound()
  return document
}

/** Where each folder of an account is, by its number, as a client reads it: "Taxes / 2025". One query. */
export async function folderNames(db: Db, accountId: number): Promise<ReadonlyMap<number, string>> {
  const folders = await db
    .selectFrom('folder')
    .select(['id', 'parent_id', 'name'])
    .where('account_id', '=', accountId)
    .execute()
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const nameOf = (id: number) => pathAmong(byId, id).map((folder) => folder.name)
  return new Map(folders.map(({ id }) => [id, nameOf(id).join(' / ')]))
}

/** How many documents of each account are still to be opened by a client. One query. */
export async function newDocuments(db: Db, client: Pick<Client, 'contactId'>, accountIds: readonly number[]) {
  if (accountIds.length === 0) return new Map<number, number>()
  const rows = await sharedDocuments(db)
    .select((eb) => ['document.account_id', eb.fn.countAll<number>().as('n')])
    .where('document.account_id', 'in', accountIds)
    .where(isNewTo(client.contactId))
    .groupBy('document.account_id')
    .execute()
  return new Map(rows.map(({ account_id, n }) => [account_id, Number(n)]))
}

/** What of it waits for a client: what they have not opened. */
export const documentsInPortal: PortalSection = {
  name: 'documents',
  place: 20,
  title: (viewer) => words[viewer.language].documents,
  waiting: newDocuments,
  says: (viewer, count) => words[viewer.language].waits(count, formatsIn(viewer.language).count(count)),
}
