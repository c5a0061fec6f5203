import type { ExpressionBuilder, NotNull, SelectQueryBuilder } from 'kysely'
import { thingsSeen } from '#src/accounts/sight.ts'
import { inOpenFolders } from '#src/documents/folders/level.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import { type Asked, type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { wordsInName } from './name.ts'
import { mostCounted } from './rules.ts'
import { isSeenBy } from './seen.ts'

export const documentsPerPage = 100

/** By what a folder's documents are sorted: their names, or the newest first. */
export const documentOrders = ['name', 'newest'] as const
export type DocumentOrder = (typeof documentOrders)[number]

/** What a list shows of a document, beside how new it is to the reader. */
const rowColumns = [
  'document.id',
  'document.account_id',
  'document.folder_id',
  'document.name',
  'document.size',
  'document.type',
  'document.number',
  'document.from_client',
  'document.is_shared',
  'document.added_at',
  'document.added_by_name',
  'document.seen_at',
] as const

const seenByReader = (staff: Reader) => (eb: ExpressionBuilder<Tables, 'document'>) =>
  isSeenBy(eb, staff.id).as('seen_by_me')

/** The documents of an account that are there, as rows for that reader: also those in folders that they may not look into. */
const rowsOf = (db: Db, staff: Reader, accountId: Asked<number>) =>
  db
    .selectFrom('document')
    .select(rowColumns)
    .select(seenByReader(staff))
    .where('document.account_id', '=', accountId)
    .where('document.trashed_at', 'is', null)

export type DocumentRow = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** One page of a folder that the reader may look into; null for the top of the account. One query. */
export function folderPage(
  db: Db,
  staff: Staff,
  accountId: number,
  folderId: number | null,
  order: DocumentOrder,
  cursor: Cursor | null,
) {
  const columns = [order === 'newest' ? 'document.added_at' : 'document.sort_name']
  const query = rowsOf(db, staff, accountId)
    .select(keyOf(columns).as('key'))
    .where('document.folder_id', folderId === null ? 'is' : '=', folderId)
  return keysetPage(query, {
    columns,
    id: 'document.id',
    descending: order === 'newest',
    cursor,
    size: documentsPerPage,
  })
}

/** One page of an account's documents with each of these words in their names, of all folders that the reader may look into. One query. */
export function searchPage(db: Db, staff: Staff, accountId: number, text: string, cursor: Cursor | null) {
  const columns = ['document.sort_name']
  const query = rowsOf(db, staff, accountId)
    .select(keyOf(columns).as('key'))
    .where(inOpenFolders(staff))
    .where((eb) => eb.and(wordsInName(text)))
  return keysetPage(query, { columns, id: 'document.id', cursor, size: documentsPerPage })
}

/** The newest of either part of what a client sees or brought, each row with how many there are of its part. */
const newestOfParts = prepared((db, staff: Reader, accountId: Placeholder<number>, most: Placeholder<number>) => {
  const open = rowsOf(db, staff, accountId).where(inOpenFolders(staff))
  const ids = db
    .selectFrom('document')
    .select('document.id')
    .where('document.account_id', '=', accountId)
    .where('document.trashed_at', 'is', null)
    .where(inOpenFolders(staff))
  const newest = (rows: typeof open, counted: typeof ids) =>
    db
      .selectFrom(rows.orderBy('document.added_at', 'desc').orderBy('document.id', 'desc').limit(most).as('latest'))
      .selectAll('latest')
      .select((eb) =>
        eb
          .selectFrom(counted.limit(mostCounted + 1).as('some'))
          .select((n) => n.fn.countAll<number>().as('n'))
          .as('n'),
      )
  const [shared, withdrawn] = parted(open)
  const [sharedIds, withdrawnIds] = parted(ids)
  return newest(shared, sharedIds).unionAll(newest(withdrawn, withdrawnIds))
})

/**
 * The newest documents of an account that the client brought or that are shared with them, and how many there are: no more than one
 * above `mostCounted`. One query.
 */
export async function newestWithClient(db: Db, staff: Staff, accountId: number, most: number) {
  const rows = await newestOfParts(db, staff, accountId, most)
  const countOf = (part: 0 | 1) => Number(rows.find((row) => row.is_shared === part)?.n ?? 0)
  const sorted = rows
    .map(({ n: _, ...row }): DocumentRow => row)
    .toSorted((a, b) => (a.added_at < b.added_at ? 1 : a.added_at > b.added_at ? -1 : b.id - a.id))
  return { rows: sorted.slice(0, most), count: Math.min(countOf(0) + countOf(1), mostCounted + 1) }
}

/** What is shared with the client, and what they brought that is not: each has an index of its own. */
function parted<O>(query: SelectQueryBuilder<Tables, 'document', O>) {
  const shared = query.where('document.is_shared', '=', 1)
  // Written out rather than bound: SQLite takes an index on some rows only where it sees that those are meant.
  const withdrawn = query.where((eb) =>
    eb.and([eb('document.is_shared', '=', eb.lit(0)), eb('document.from_client', '=', eb.lit(1))]),
  )
  return [shared, withdrawn] as const
}

/** The documents of an account that its client brought and nobody of the staff has opened, as a query to count. */
export const unseenOfAccount = (db: Db, staff: Reader, accountId: Asked<number>) =>
  db
    .selectFrom('document')
    .select('document.id')
    .where('document.account_id', '=', accountId)
    .where('document.trashed_at', 'is', null)
    .where('document.seen_at', 'is', null)
    .where((eb) => eb('document.from_client', '=', eb.lit(1)))
    .where(inOpenFolders(staff))

/** The newest documents that clients brought and nobody of the staff has opened, on all accounts that the person sees. Two queries. */
export async function unseenDocuments(db: Db, staff: Staff, most: number) {
  const documents = await thingsSeen(db, staff, 'document')
  return documents
    .select(['document.id', 'document.account_id', 'document.name', 'document.added_at', 'document.added_by_name'])
    .select((eb) =>
      eb
        .selectFrom('account')
        .select('account.name')
        .whereRef('account.id', '=', 'document.account_id')
        .as('account_name'),
    )
    .$narrowType<{ account_name: NotNull }>()
    .where('document.trashed_at', 'is', null)
    .where(inOpenFolders(staff))
    .where('document.seen_at', 'is', null)
    .where((eb) => eb('document.from_client', '=', eb.lit(1)))
    .orderBy('document.added_at', 'desc')
    .orderBy('document.id', 'desc')
    .limit(most)
    .execute()
}

export type UnseenDocument = Awaited<ReturnType<typeof unseenDocuments>>[number]
