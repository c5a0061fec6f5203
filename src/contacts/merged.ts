import { sql } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import { contactsOf } from './contact.ts'

/** Who a contact that was merged away is now, if the person may see them; null for any other contact. One or two queries. */
export async function mergedAwayTo(db: Db, staff: Staff, id: number | null): Promise<number | null> {
  if (id === null) return null
  const { rows } = await sql<{ id: number }>`
    with recursive chain (id, merged_into_id) as (
      select id, merged_into_id from contact where id = ${id}
      union all
      select contact.id, contact.merged_into_id from contact join chain on contact.id = chain.merged_into_id
    )
    select id from chain where merged_into_id is null and id <> ${id}`.execute(db)
  if (!rows[0]) return null
  const winner = await contactsOf(db, staff)
    .select('contact.id')
    .where('contact.id', '=', rows[0].id)
    .executeTakeFirst()
  return winner?.id ?? null
}

/** A contact and all that were merged into it: what is told of any of them is told of it. One query. */
export async function mergedInto(db: Db, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive merged (id) as (
      select ${sql.lit(id)}
      union all
      select contact.id from contact join merged on contact.merged_into_id = merged.id
    )
    select id from merged`.execute(db)
  return rows.map((row) => row.id)
}
