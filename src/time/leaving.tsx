import type { LeavingPart } from '#src/staff/leaving.ts'
import { words } from '#views/time/words.ts'
import { writeDuration } from './duration.ts'
import { measure } from './timer.ts'

/** The timer that runs for somebody who leaves, and what becomes of it. */
export const timerLeftBehind: LeavingPart = {
  place: 40,
  async show({ app, viewer, person }) {
    const timer = await app.db.read
      .selectFrom('time_timer')
      .innerJoin('account', 'account.id', 'time_timer.account_id')
      .select(['time_timer.started_at', 'account.id', 'account.name'])
      .where('time_timer.staff_id', '=', person.id)
      .executeTakeFirst()
    if (!timer) return null
    const w = words[viewer.language]
    const { minutes, isForgotten } = measure(timer.started_at, app.clock(), viewer.timeZone)
    return (
      <li>
        <a href={`/accounts/${timer.id}`}>{w.timerOfLeaver(timer.name)}</a>
        <p class="muted small">{isForgotten ? w.willBeDiscarded : w.willBeEntered(writeDuration(minutes))}</p>
      </li>
    )
  },
}
