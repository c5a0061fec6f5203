import { mergedInto } from '#src/contacts/merged.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Module } from '#src/platform/module.ts'

/** Why a person's data must still be kept: they are a client's contact now, or they were until less than the firm's years ago. */
export type Retention = { why: 'active client' } | { why: 'retention'; until: string }

/** Until when a contact's data must be kept, at that moment; null where it may go. The years count from the last day that a noun needs it. */
export async function retentionOf(
  modules: readonly Module[],
  db: Db | Trx,
  contactId: number,
  at: string,
): Promise<Retention | null> {
  const contactIds = await mergedInto(db as Db, contactId)
  const needed: string[] = []
  for (const { person } of modules) needed.push((await person?.neededUntil?.(db, contactIds)) ?? '')
  if (needed.includes('now')) return { why: 'active client' }
  const last = needed.sort().at(-1)
  if (!last) return null
  const { retention_years } = await db
    .selectFrom('firm')
    .select('retention_years')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  const until = yearsAfter(last, retention_years)
  return at.slice(0, 10) < until ? { why: 'retention', until } : null
}

/** The day that many years after a time, as YYYY-MM-DD; 29 February becomes 1 March. */
export function yearsAfter(at: string, years: number): string {
  const date = new Date(`${at.slice(0, 10)}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString().slice(0, 10)
}
