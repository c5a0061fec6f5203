import type { Db } from '#src/platform/db/database.ts'

/** Somebody who opened or downloaded a version. */
export interface Look {
  name: string
  isClient: boolean
  number: number
  first_at: string
  last_at: string
  times: number
}

/** Who of the staff and of the client opened or downloaded which version of a document, the latest first. */
export async function looksAt(db: Db, documentId: number, most: number): Promise<{ looks: Look[]; more: boolean }> {
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
    ...staff.map((look) => ({ ...look, isClient: false })),
    ...clients.map((look) => ({ ...look, isClient: true })),
  ].sort((a, b) => (a.last_at < b.last_at ? 1 : -1))
  return { looks: all.slice(0, most), more: all.length > most }
}
