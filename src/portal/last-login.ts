import type { Db, Trx } from '#src/platform/db/database.ts'

/**
 * Writes anew when those whose login opens these accounts were last in the portal. For every verb that changes who opens an account
 * or that lets somebody in.
 */
export async function refreshLastLogin(trx: Trx, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length === 0) return
  await trx
    .updateTable('account_summary')
    .set((eb) => ({
      last_login_at: eb.fn.coalesce(
        eb
          .selectFrom('portal_access')
          .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
          .whereRef('portal_access.account_id', '=', 'account_summary.account_id')
          .select((of) => of.fn.max('portal_login.last_login_at').as('last')),
        eb.val(''),
      ),
    }))
    .where('account_id', 'in', accountIds)
    .execute()
}

/** What the summaries and the logins say of the last time, against the visits themselves: a line for each that differs. */
export async function wrongLastLogins(db: Db): Promise<string[]> {
  const logins = await db
    .selectFrom('portal_login')
    .leftJoin('portal_visit', 'portal_visit.login_id', 'portal_login.id')
    .select(['portal_login.id', 'portal_login.last_login_at as kept'])
    .select((eb) => eb.fn.max('portal_visit.at').as('last'))
    .groupBy(['portal_login.id', 'portal_login.last_login_at'])
    .execute()
  const accounts = await db
    .selectFrom('account')
    .leftJoin('account_summary', 'account_summary.account_id', 'account.id')
    .leftJoin('portal_access', 'portal_access.account_id', 'account.id')
    .leftJoin('portal_visit', 'portal_visit.login_id', 'portal_access.login_id')
    .select(['account.id', 'account.short_id', 'account_summary.last_login_at as kept'])
    .select((eb) => eb.fn.max('portal_visit.at').as('last'))
    .groupBy(['account.id', 'account.short_id', 'account_summary.last_login_at'])
    .execute()
  const said = (time: string | null) => time || 'never'
  return [
    ...logins
      .filter(({ kept, last }) => kept !== last)
      .map(({ id, kept, last }) => `login ${id} was last used ${said(kept)} as it says, ${said(last)} by its visits`),
    ...accounts
      .filter(({ kept, last }) => kept !== (last ?? ''))
      .map(({ short_id, kept, last }) =>
        kept === null
          ? `account ${short_id} has no summary`
          : `the last login of account ${short_id} is ${said(kept)} in its summary, ${said(last)} by the visits`,
      ),
  ]
}
