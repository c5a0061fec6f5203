import { type Generated, sql } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import { contactsOf } from './contact.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** Two contacts that became one. */
    contact_merge: {
      id: Generated<number>
      winner_id: number
      loser_id: number
      /** The event that tells of it. */
      event_id: number
      at: string
      staff_id: number | null
      /** JSON of every row that was moved, folded or added, as it was and as it became: sealed values stay sealed. */
      moves: string
      /** The versions that the merge left; while both still have them it can be undone. */
      winner_version: number
      loser_version: number
      undone_at: string | null
    }
  }
}

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

export interface UndoableMerge {
  id: number
  eventId: number
  at: string
  /** What the other was called. */
  name: string
  /** The accounts that logins open otherwise since: taking the merge back opens them to whom they were open before. */
  opens: number[]
}

/** Of the rows that a merge has written down, as much as tells what logins open. */
const opensIn = (moves: string): number[] =>
  (JSON.parse(moves) as { table: string; key: { account_id?: number } }[])
    .filter(({ table }) => table === 'portal_access')
    .map(({ key }) => Number(key.account_id))

/** The merges into a contact that can still be undone, the newest first. One query. */
export async function undoableMerges(db: Db, winnerId: number): Promise<UndoableMerge[]> {
  const rows = await db
    .selectFrom('contact_merge')
    .innerJoin('contact as winner', 'winner.id', 'contact_merge.winner_id')
    .innerJoin('contact as loser', 'loser.id', 'contact_merge.loser_id')
    .select(['contact_merge.id', 'contact_merge.event_id as eventId', 'contact_merge.at', 'loser.display_name as name'])
    .select('contact_merge.moves')
    .where('contact_merge.winner_id', '=', winnerId)
    .where('contact_merge.undone_at', 'is', null)
    .whereRef('winner.version', '=', 'contact_merge.winner_version')
    .whereRef('loser.version', '=', 'contact_merge.loser_version')
    .orderBy('contact_merge.id', 'desc')
    .limit(3)
    .execute()
  return rows.map(({ moves, ...merge }) => ({ ...merge, opens: opensIn(moves) }))
}
