import type { App } from '#src/platform/app.ts'
import { dayIn, daysAfter, isDate } from '#src/platform/language/calendar.ts'

/** A server's clock may have been a little ahead when the entry was written. */
const latest = (app: App, timeZone: string) => daysAfter(dayIn(timeZone, app.clock()), 1)

/** What must hold of time: entries of a minute to a day, on days that have been, with words; timers that have begun, one for each person. */
export async function timeDoctor(app: App): Promise<string[]> {
  const db = app.db.read
  const firm = await db.selectFrom('firm').select(['time_zone', 'time_rounding']).executeTakeFirst()
  if (!firm) return []
  const [entries, days, ahead, timers] = await Promise.all([
    db
      .selectFrom('time_entry')
      .select('id')
      .where((eb) =>
        eb.or([
          eb('minutes', '<', 1),
          eb('minutes', '>', 1440),
          eb('work', '=', ''),
          eb('billable', 'not in', [0, 1]),
          eb('rate', '<', 0),
        ]),
      )
      .limit(20)
      .execute(),
    db.selectFrom('time_entry').select('day').distinct().execute(),
    db.selectFrom('time_entry').select('id').where('day', '>', latest(app, firm.time_zone)).limit(20).execute(),
    db
      .selectFrom('time_timer')
      .select((eb) => ['staff_id', eb.fn.countAll<number>().as('n'), eb.fn.max('started_at').as('started')])
      .groupBy('staff_id')
      .execute(),
  ])
  const now = new Date(app.clock().getTime() + 5 * 60_000).toISOString()
  return [
    ...([0, 6, 15].includes(firm.time_rounding) ? [] : [`time is rounded to ${firm.time_rounding} minutes`]),
    ...entries.map(({ id }) => `time entry ${id} has a duration, text, rate or state that none can have`),
    ...days.filter(({ day }) => !isDate(day)).map(({ day }) => `time was entered for ${day}, which is no day`),
    ...ahead.map(({ id }) => `time entry ${id} is of a day to come`),
    ...timers.filter(({ n }) => Number(n) > 1).map(({ staff_id, n }) => `person ${staff_id} has ${n} timers running`),
    ...timers
      .filter(({ started }) => String(started) > now)
      .map(({ staff_id }) => `the timer of person ${staff_id} is yet to start`),
  ]
}
