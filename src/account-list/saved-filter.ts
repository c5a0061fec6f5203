import type { Generated } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    saved_filter: { id: Generated<number>; staff_id: number; name: string; query: string; created_at: string }
  }
}

/** A person's own named filters, by name. Nobody else sees them, so they leave no audit event. */
export const savedFilters = (db: Db, staffId: number) =>
  db
    .selectFrom('saved_filter')
    .select(['id', 'name', 'query'])
    .where('staff_id', '=', staffId)
    .orderBy('name')
    .execute()

/** Keeps a filter under a name; one of the same name is replaced. */
export async function saveFilter(act: Act, staffId: number, name: string, query: string): Promise<void> {
  await act.trx
    .insertInto('saved_filter')
    .values({ staff_id: staffId, name, query, created_at: act.at })
    .onConflict((conflict) => conflict.columns(['staff_id', 'name']).doUpdateSet({ query }))
    .execute()
}

export const removeFilter = (act: Act, staffId: number, id: number) =>
  act.trx.deleteFrom('saved_filter').where('id', '=', id).where('staff_id', '=', staffId).execute()
