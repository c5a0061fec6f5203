import type { Generated } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'

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
