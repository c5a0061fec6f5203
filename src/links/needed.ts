import type { Db, Trx } from '#src/platform/db/database.ts'

const leaving = ['account archived', 'account reactivated', 'account deleted', 'contact unlinked'] as const

interface Step {
  account_id: number
  kind: string
  at: string
  /** Whether it is about this person, where it is about a contact. */
  isTheirs: boolean
}

/** The last moment at which somebody was the contact of an active client: `now` where they are, null where they never were. */
export async function neededUntil(db: Db | Trx, contactIds: readonly number[]): Promise<string | null> {
  const linked = await db
    .selectFrom('link')
    .innerJoin('account', 'account.id', 'link.account_id')
    .select(['account.id', 'account.archived_at'])
    .where('link.contact_id', 'in', contactIds)
    .execute()
  if (linked.some((account) => account.archived_at === null)) return 'now'
  const former = await formerAccounts(db, contactIds, new Set(linked.map((account) => account.id)))
  const ends = [...linked.map((account) => account.archived_at!), ...(await endsOf(db, contactIds, former))]
  return ends.sort().at(-1) ?? null
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
