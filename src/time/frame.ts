import type { Context } from 'hono'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { staffOf } from '#src/staff/gate.ts'
import type { Waiting } from '#views/viewer.ts'
import { findTimer } from './timer.ts'

declare module '#views/viewer.ts' {
  interface Waiting {
    timer?: {
      accountId: number
      /** Null where its owner may not see it any more. */
      account: string | null
      /** How long it has run when the page is made. */
      seconds: number
    }
  }
}

/** The timer that runs for whoever is signed in. */
export const timerIn = foundOnce((c) => findTimer(c.var.db, staffOf(c)))

/** The timer that stands on every page of whoever runs it. */
export async function timerOf(c: Context): Promise<Waiting> {
  const timer = await timerIn(c)
  if (!timer) return {}
  const seconds = Math.max(0, Math.floor((c.var.app.clock().getTime() - Date.parse(timer.started_at)) / 1000))
  return { timer: { accountId: timer.account_id, account: timer.account, seconds } }
}
