import type { Generated, Selectable } from 'kysely'
import { lockedAccount, mustSee, seesAccount } from '#src/accounts/account.ts'
import { type Act, permitted, record } from '#src/audit/audit.ts'
import { lockedJobOf } from '#src/jobs/of-account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { startOfDay } from './calendar.ts'
import { addEntry, type NewEntry } from './entry.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'timer discarded': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    time_timer: {
      id: Generated<number>
      /** Unique: one for each person. */
      staff_id: number
      account_id: number
      job_id: Generated<number | null>
      started_at: string
    }
  }
}

export type Timer = Selectable<Tables['time_timer']>

const timersOf = prepared((db, staff: Reader) =>
  db
    .selectFrom('time_timer')
    .leftJoin('account as seen', (join) =>
      join.onRef('seen.id', '=', 'time_timer.account_id').on(seesAccount(staff, 'time_timer.account_id')),
    )
    .select([
      'time_timer.id',
      'time_timer.account_id',
      'time_timer.job_id',
      'time_timer.started_at',
      'seen.name as account',
    ])
    .where('time_timer.staff_id', '=', staff.id),
)

/** The timer that runs for somebody, with its account as far as they may still see it; undefined where none runs. */
export async function findTimer(db: Db, staff: Staff) {
  const [timer] = await timersOf(db, staff)
  return timer
}

export type RunningTimer = NonNullable<Awaited<ReturnType<typeof findTimer>>>

/**
 * Starts somebody's timer on an account. One that runs there already goes on; one that runs on another account goes on too, and false says
 * so: it is for its owner to stop it. It is one's own until it becomes an entry, so it leaves no event.
 */
export async function startTimer(
  act: Act,
  staffId: number,
  accountId: number,
  jobId: number | null = null,
): Promise<boolean> {
  await locked(act.trx, 'staff', staffId)
  await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId)
  const running = await act.trx
    .selectFrom('time_timer')
    .select('account_id')
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  if (running) return running.account_id === accountId
  const job = await lockedJobOf(act.trx, accountId, jobId)
  await act.trx
    .insertInto('time_timer')
    .values({ staff_id: staffId, account_id: accountId, job_id: job?.id ?? null, started_at: act.at })
    .execute()
  return true
}

/** What a stopped timer becomes: for each day how long. */
export interface Stopping extends Omit<NewEntry, 'day' | 'minutes'> {
  days: readonly { day: string; minutes: number }[]
}

/** The timer that is being ended, taken away; undefined where it has been already. */
async function takeTimer(act: Act, staffId: number, timerId: number): Promise<Timer | undefined> {
  await locked(act.trx, 'staff', staffId)
  return act.trx
    .deleteFrom('time_timer')
    .where('id', '=', timerId)
    .where('staff_id', '=', staffId)
    .returningAll()
    .executeTakeFirst()
}

/**
 * Stops a timer and writes what it measured, an entry for each day, for whoever still sees the account. False, and nothing is written,
 * where it was stopped already.
 */
export async function stopTimer(
  act: Act,
  staffId: number,
  timerId: number,
  { days, ...rest }: Stopping,
): Promise<boolean> {
  const timer = await takeTimer(act, staffId, timerId)
  if (!timer) return false
  await lockedAccount(act.trx, timer.account_id)
  await mustSee(act, timer.account_id)
  for (const day of days) await addEntry(permitted(act), timer.account_id, staffId, { ...rest, ...day })
  return true
}

/** Ends a timer and writes nothing. False where it was ended already. */
export async function discardTimer(act: Act, staffId: number, timerId: number): Promise<boolean> {
  const timer = await takeTimer(act, staffId, timerId)
  if (!timer) return false
  const account = await lockedAccount(act.trx, timer.account_id)
  await record(act, { kind: 'timer discarded', accountId: account.id, subject: account.name })
  return true
}

const tooLong = 12 * 60

/** What a timer has measured when it is looked at. */
export interface Measured {
  /** Real ones, at least one: a change of the clocks in between changes nothing. */
  minutes: number
  /** For each day of the firm's calendar how long, the day of the start first: a bookkeeper's day holds its own hours. At most two. */
  days: { day: string; minutes: number }[]
  /** Whether it must have been forgotten: then the person says how long it was, on the day of the start. */
  isForgotten: boolean
}

/** How long a timer has run until that moment, by days of the zone. */
export function measure(startedAt: string, now: Date, timeZone: string): Measured {
  const start = new Date(startedAt)
  const whole = (from: Date, to: Date) => Math.floor((to.getTime() - from.getTime()) / 60_000)
  const minutes = Math.max(1, whole(start, now))
  const day = dayIn(timeZone, start)
  const isForgotten = minutes > tooLong
  const midnight = startOfDay(timeZone, daysAfter(day, 1))
  const before = whole(start, midnight)
  if (isForgotten || now <= midnight) return { minutes, days: [{ day, minutes }], isForgotten }
  const days = [
    { day, minutes: before },
    { day: daysAfter(day, 1), minutes: minutes - before },
  ]
  return { minutes, days: days.filter((part) => part.minutes > 0), isForgotten }
}
