import type { App } from '#src/platform/app.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Viewer } from '#views/viewer.ts'
import { findTimer } from './timer.ts'

/** The timer that stands on every page of whoever runs it. */
export async function timerOf(app: App, staff: Staff, waiting: Viewer['waiting']): Promise<void> {
  const timer = await findTimer(app.db.read, staff)
  if (!timer) return
  const seconds = Math.max(0, Math.floor((app.clock().getTime() - Date.parse(timer.started_at)) / 1000))
  waiting.timer = { accountId: timer.account_id, account: timer.account, seconds }
}
