import type { Generated, Selectable } from 'kysely'
import { type Act, changesBetween } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import { type Every, nextOccurrence, type RecurrenceRule } from '#src/platform/recurrence.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { lockedJob, mustChangeJob, recordJobEvent } from './job.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'job repeated': true
    'job repeats no more': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    recurrence: {
      id: Generated<number>
      /** The job that is made again and again. */
      job_id: number
      every: Every
      /** YYYY-MM-DD. */
      first_due: string
      /** 1 where each is due on the last day of its month. */
      last_day: Generated<number>
      /** The last date on which one may be due, '' for no end. */
      until: Generated<string>
      days_before: number
      /** For which date the next one is made, and on which day; null where no other follows. */
      next_due: string | null
      make_on: string | null
      version: Generated<number>
    }
  }
}

export type Recurrence = Selectable<Tables['recurrence']>

export interface RecurrenceFields {
  every: Every
  first_due: string
  last_day: number
  until: string
  days_before: number
}

/** How a job is repeated, or was; undefined where it never was. */
export const recurrenceOf = (db: Db | Trx, jobId: number): Promise<Recurrence | undefined> =>
  db.selectFrom('recurrence').selectAll().where('job_id', '=', jobId).executeTakeFirst()

export const rhythmOf = ({
  every,
  first_due,
  last_day,
}: Omit<RecurrenceFields, 'until' | 'days_before'>): RecurrenceRule => ({
  every,
  first: first_due,
  onLastDay: last_day === 1,
})

/** The next date after that day, with the day on which its job is made. */
export function nextAfter({ until, days_before, ...dates }: RecurrenceFields, after: string) {
  const next_due = nextOccurrence(rhythmOf(dates), after, until)
  return { next_due, make_on: next_due && daysAfter(next_due, -days_before) }
}

/**
 * Has a job made again and again, from the next of its dates that is not past and for which there is none yet. Throws Conflict, with
 * the recurrence as it is, when it was set since `version`, which is 0 for none.
 */
export async function setRecurrence(
  act: Act,
  jobId: number,
  version: number,
  fields: RecurrenceFields,
  today: string,
): Promise<void> {
  const job = await lockedJob(act.trx, jobId)
  await mustChangeJob(act, job)
  const old = await recurrenceOf(act.trx, jobId)
  if ((old?.version ?? 0) !== version) throw new Conflict(old)
  const made = old
    ? await act.trx
        .selectFrom('job')
        .select((eb) => eb.fn.max('occurrence').as('last'))
        .where('recurrence_id', '=', old.id)
        .executeTakeFirst()
    : undefined
  const after = [job.due, made?.last ?? '', daysAfter(today, -1)].toSorted().at(-1)!
  const row = { ...fields, ...nextAfter(fields, after), version: version + 1 }
  if (old) await act.trx.updateTable('recurrence').set(row).where('id', '=', old.id).execute()
  else
    await act.trx
      .insertInto('recurrence')
      .values({ ...row, job_id: jobId })
      .execute()
  const told = (of: RecurrenceFields) => ({
    every: of.every,
    first_due: of.first_due,
    last_day: of.last_day ? 'yes' : '',
    until: of.until,
    days_before: of.days_before,
  })
  await recordJobEvent(act, 'job repeated', job, changesBetween(old?.make_on ? told(old) : {}, told(fields)))
}

/** Has no other one made. What was made stays. The wanted state, so it bears being sent twice. */
export async function endRecurrence(act: Act, jobId: number): Promise<void> {
  const job = await lockedJob(act.trx, jobId)
  await mustChangeJob(act, job)
  const old = await recurrenceOf(act.trx, jobId)
  if (!old?.make_on) return
  await act.trx
    .updateTable('recurrence')
    .set({ next_due: null, make_on: null, version: old.version + 1 })
    .where('id', '=', old.id)
    .execute()
  await recordJobEvent(act, 'job repeats no more', job)
}
