import type { Generated } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import { refreshLastLogin } from './last-login.ts'
import { beginClientSession } from './sessions.ts'

/** By what somebody got into the portal. */
export const waysIn = ['activation', 'sign-in', 'reset'] as const
export type WayIn = (typeof waysIn)[number]

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    portal_visit: {
      id: Generated<number>
      login_id: number
      at: string
      how: WayIn
      address: string | null
      user_agent: string | null
    }
  }
}

/** Keeps that somebody got in, with their login and with the accounts that it opens. */
export async function recordLogin(act: Act, loginId: number, how: WayIn): Promise<void> {
  const { address, userAgent } = act.by
  await act.trx
    .insertInto('portal_visit')
    .values({ login_id: loginId, at: act.at, how, address, user_agent: userAgent })
    .execute()
  await act.trx
    .updateTable('portal_login')
    .set({ last_login_at: act.at, last_user_agent: userAgent })
    .where('id', '=', loginId)
    .execute()
  const opened = await act.trx
    .selectFrom('portal_access')
    .select('account_id')
    .where('login_id', '=', loginId)
    .execute()
  await refreshLastLogin(
    act.trx,
    opened.map((access) => access.account_id),
  )
}

/** Lets somebody in: keeps the visit and begins their session. Gives the token for the cookie, and for how many seconds it is. */
export async function startClientSession(
  act: Act,
  loginId: number,
  how: WayIn,
): Promise<{ token: string; seconds: number }> {
  await recordLogin(act, loginId, how)
  const { address, userAgent } = act.by
  return beginClientSession(act.trx, loginId, new Date(act.at), { address, userAgent })
}

/** The newest visits of a login. */
export const latestVisits = (db: Db, loginId: number, most: number) =>
  db
    .selectFrom('portal_visit')
    .select(['id', 'at', 'how', 'user_agent'])
    .where('login_id', '=', loginId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
