import type { App } from '#src/platform/app.ts'
import type { Staff } from '#src/staff/staff.ts'
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

/** The timer that stands on every page of whoever runs it. */
export async function timerOf(app: App, staff: Staff): Promise<Waiting> {
  const timer = await findTimer(app.db.read, staff)
  if (!timer) return {}
  const seconds = Math.max(0, Math.floor((app.clock().getTime() - Date.parse(timer.started_at)) / 1000))
  return { timer: { accountId: timer.account_id, account: timer.account, seconds } }
}
