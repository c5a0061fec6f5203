import { mergedInto } from '#src/contacts/merged.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'

/** Why a person's data must still be kept: they are a client's contact now, or they were until less than the firm's years ago. */
export type Kept = { why: 'active client' } | { why: 'retention'; until: string }

const leaving = ['account archived', 'account reactivated', 'account deleted', 'contact unlinked'] as const

interface Step {
  account_id: number
  kind: string
  at: string
  /** Whether it is about this person, where it is about a contact. */
  isTheirs: boolean
}

/** Until when a contact's data must be kept, at that moment; null where it may go. The years count from the last day as an active client's contact. */
export async function keptUntil(db: Db | Trx, contactId: number, at: string): Promise<Kept | null> {
  const ids = await mergedInto(db as Db, contactId)
  const linked = await db
    .selectFrom('link')
    .innerJoin('account', 'account.id', 'link.account_id')
    .select(['account.id', 'account.archived_at'])
    .where('link.contact_id', 'in', ids)
    .execute()
  if (linked.some((account) => account.archived_at === null)) return { why: 'active client' }
  const former = await formerAccounts(db, ids, new Set(linked.map((account) => account.id)))
  const ends = [...linked.map((account) => account.archived_at!), ...(await endsOf(db, ids, former))]
  const last = ends.sort().at(-1)
  if (!last) return null
  const { retention_years } = await db
    .selectFrom('firm')
    .select('retention_years')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  const until = yearsAfter(last, retention_years)
  return at.slice(0, 10) < until ? { why: 'retention', until } : null
}

async function formerAccounts(db: Db | Trx, ids: readonly number[], present: ReadonlySet<number>): Promise<number[]> {
  const rows = await db
    .selectFrom('audit_event')
    .select('account_id')
    .distinct()
    .where('contact_id', 'in', ids)
    .where('kind', 'in', ['contact linked', 'contact unlinked'])
    .where('account_id', 'is not', null)
    .execute()
  return rows.map((row) => row.account_id!).filter((id) => !present.has(id))
}

/** For each account that the person has left: when, or when it was archived if that was before. */
async function endsOf(db: Db | Trx, ids: readonly number[], accountIds: readonly number[]): Promise<string[]> {
  if (accountIds.length === 0) return []
  const rows = await db
    .selectFrom('audit_event')
    .select(['account_id', 'contact_id', 'kind', 'at'])
    .where('account_id', 'in', accountIds)
    .where('kind', 'in', leaving)
    .orderBy('id')
    .execute()
  const steps = rows.map(
    ({ account_id, contact_id, kind, at }): Step => ({
      account_id: account_id!,
      kind,
      at,
      isTheirs: contact_id !== null && ids.includes(contact_id),
    }),
  )
  return accountIds.flatMap((id) => endOf(steps.filter((step) => step.account_id === id)) ?? [])
}

function endOf(steps: readonly Step[]): string | undefined {
  let archived: string | null = null
  let end: string | undefined
  for (const { kind, at, isTheirs } of steps) {
    if (kind === 'account archived') archived = at
    else if (kind === 'account reactivated') archived = null
    else if (kind === 'account deleted' || isTheirs) end = archived ?? at
  }
  return end
}

/** The day that many years after a time, as YYYY-MM-DD; 29 February becomes 1 March. */
export function yearsAfter(at: string, years: number): string {
  const date = new Date(`${at.slice(0, 10)}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString().slice(0, 10)
}
