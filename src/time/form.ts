import { z } from 'zod'
import { amountOf, compare, type Money, readAmount } from '#src/platform/money.ts'
import { choice, date, idField, line, problem, requiredLine, toId, version } from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { readDuration, roundings, writeDuration } from './duration.ts'
import type { Entry, EntryFields } from './entry.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    time: 'not a duration' | 'which duration' | 'no time' | 'more than a day' | 'in the future'
  }
}

const asMinutes = (text: string, ctx: z.RefinementCtx): number => {
  const read = readDuration(text)
  if ('minutes' in read) return read.minutes
  ctx.addIssue({ code: 'custom', message: read.problem })
  return z.NEVER
}

const duration = requiredLine(30).transform(asMinutes)
/** The same, or '' for none at all. */
const durationOrBlank = line(30).transform((text, ctx) =>
  /^(0?|0+[:.,h]?0*m?)$/.test(text) ? 0 : asMinutes(text, ctx),
)

const work = requiredLine(500)
const service = line(10)
  .transform((value) => (value === '' ? null : (toId(value) ?? 0)))
  .refine((value) => value !== 0, problem('not a choice'))
const billable = line(3).transform((value) => (value === 'on' ? 1 : 0))

/** Where a form was opened, and where saving leads back to. */
export const places = ['overview', 'account', 'week', 'job'] as const
export type Place = (typeof places)[number]
export const placeIn = (text: string | undefined): Place => places.find((place) => place === text) ?? 'account'
const place = line(10).transform(placeIn)

export const entryForm = z.object({
  day: date.refine((value) => value >= '1970', problem('not a date')),
  duration,
  work,
  service,
  job: service,
  billable,
  in: place,
  version,
})

/** The end of a timer. `duration_next` is the part after midnight. */
export const stopForm = z.object({
  timer: idField,
  duration: durationOrBlank,
  duration_next: durationOrBlank,
  work,
  service,
  job: service,
  billable,
  next: service.catch(null),
})

export const discardForm = z.object({ timer: idField })
export const exportForm = z.object({ filter: line(500) })
export const roundingForm = z.object({
  rounding: choice(roundings.map(String) as unknown as readonly ['0', '6', '15']),
})

export const serviceForm = z.object({ name: requiredLine(100), rate: line(30), is_active: line(3), version })

const mostRate = '1000000'

/** What an hour costs as somebody typed it; null for nothing. "1.234", which can be read in two ways, is refused, as is what is negative. */
export function readRate(text: string, currency: string): { rate: Money | null } | { problem: Problem } {
  if (text === '') return { rate: null }
  const read = readAmount(text, currency)
  if ('problem' in read) return read
  if (!read.isCertain) return { problem: 'which amount' }
  const [rate] = read.meanings as [Money]
  const isRate = rate.minor >= 0n && compare(rate, amountOf(mostRate, currency)!) <= 0
  return isRate ? { rate } : { problem: 'not an amount' }
}

/** An entry as a form's values. */
export const entryValues = (entry: EntryFields & Pick<Entry, 'version'>): Record<string, string> => ({
  day: entry.day,
  duration: writeDuration(entry.minutes),
  work: entry.work,
  service: entry.service_id === null ? '' : String(entry.service_id),
  job: entry.job_id === null ? '' : String(entry.job_id),
  billable: entry.billable ? 'on' : '',
  version: String(entry.version),
})
