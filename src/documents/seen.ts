import type { ExpressionBuilder } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Asked } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** Who of the staff opened or downloaded a version. */
    document_view: {
      document_id: number
      number: number
      staff_id: number
      first_at: string
      last_at: string
      times: number
    }
    /** Who of the client did. */
    document_client_view: {
      document_id: number
      number: number
      contact_id: number
      first_at: string
      last_at: string
      times: number
    }
  }
}

/** Writes down that somebody of the staff opened or downloaded a version, at that moment. The current one is new to nobody from now on. */
export async function markSeen(
  trx: Trx,
  document: { id: number; number: number },
  number: number,
  staffId: number,
  at: string,
): Promise<void> {
  await trx
    .insertInto('document_view')
    .values({ document_id: document.id, number, staff_id: staffId, first_at: at, last_at: at, times: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['document_id', 'number', 'staff_id'])
        .doUpdateSet((eb) => ({ last_at: at, times: eb('document_view.times', '+', 1) })),
    )
    .execute()
  if (number === document.number)
    await trx
      .updateTable('document')
      .set({ seen_at: at })
      .where('id', '=', document.id)
      .where('number', '=', number)
      .where('seen_at', 'is', null)
      .execute()
}

/** The same of the current versions of several documents at once: a few hundred. */
export async function markSeenTogether(
  trx: Trx,
  documents: readonly { id: number; number: number }[],
  staffId: number,
  at: string,
): Promise<void> {
  await trx
    .insertInto('document_view')
    .values(
      documents.map(({ id, number }) => ({
        document_id: id,
        number,
        staff_id: staffId,
        first_at: at,
        last_at: at,
        times: 1,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['document_id', 'number', 'staff_id'])
        .doUpdateSet((eb) => ({ last_at: at, times: eb('document_view.times', '+', 1) })),
    )
    .execute()
  // Not where a newer version has come meanwhile.
  await trx
    .updateTable('document')
    .set({ seen_at: at })
    .where(
      'id',
      'in',
      documents.map((document) => document.id),
    )
    .where('seen_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('document_view')
          .select('document_view.number')
          .whereRef('document_view.document_id', '=', 'document.id')
          .whereRef('document_view.number', '=', 'document.number')
          .where('document_view.staff_id', '=', staffId),
      ),
    )
    .execute()
}

/** Writes down that a client opened or downloaded a version. */
export async function markSeenByClient(
  trx: Trx,
  documentId: number,
  number: number,
  contactId: number,
  at: string,
): Promise<void> {
  await trx
    .insertInto('document_client_view')
    .values({ document_id: documentId, number, contact_id: contactId, first_at: at, last_at: at, times: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['document_id', 'number', 'contact_id'])
        .doUpdateSet((eb) => ({ last_at: at, times: eb('document_client_view.times', '+', 1) })),
    )
    .execute()
}

/** Selects whether the person has opened or downloaded the current version: 1 or 0. */
export const isSeenBy = (eb: ExpressionBuilder<Tables, 'document'>, staffId: Asked<number>) =>
  eb
    .case()
    .when(
      eb.exists(
        eb
          .selectFrom('document_view')
          .select('document_view.document_id')
          .whereRef('document_view.document_id', '=', 'document.id')
          .whereRef('document_view.number', '=', 'document.number')
          .where('document_view.staff_id', '=', staffId),
      ),
    )
    .then(1)
    .else(0)
    .end()

/** Somebody who opened or downloaded a version. */
export interface DocumentView {
  name: string
  isClient: boolean
  number: number
  first_at: string
  last_at: string
  times: number
}

/** Who of the staff and of the client opened or downloaded which version of a document, the latest first. */
export async function viewsOf(
  db: Db,
  documentId: number,
  most: number,
): Promise<{ views: DocumentView[]; more: boolean }> {
  const staff = await db
    .selectFrom('document_view')
    .innerJoin('staff', 'staff.id', 'document_view.staff_id')
    .select(['staff.name', 'number', 'first_at', 'last_at', 'times'])
    .where('document_id', '=', documentId)
    .orderBy('last_at', 'desc')
    .limit(most + 1)
    .execute()
  const clients = await db
    .selectFrom('document_client_view')
    .innerJoin('contact', 'contact.id', 'document_client_view.contact_id')
    .select(['contact.display_name as name', 'number', 'first_at', 'last_at', 'times'])
    .where('document_id', '=', documentId)
    .orderBy('last_at', 'desc')
    .limit(most + 1)
    .execute()
  const all = [
    ...staff.map((view) => ({ ...view, isClient: false })),
    ...clients.map((view) => ({ ...view, isClient: true })),
  ].sort((a, b) => (a.last_at < b.last_at ? 1 : -1))
  return { views: all.slice(0, most), more: all.length > most }
}
