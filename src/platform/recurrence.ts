import { daysAfter } from './language/calendar.ts'

// Counted from the first date on, never from the one before: no package does this. rrule leaves out the months without a 31st, and croner
// tells times of the day, not every third month from a date.

/** How often something comes back. */
export const everyChoices = ['week', 'month', 'quarter', 'year'] as const
export type Every = (typeof everyChoices)[number]

const months = { month: 1, quarter: 3, year: 12 } as const

/** How many days before it is due a recurring job is made, where nobody says otherwise. */
export const usualDaysBefore: Record<Every, number> = { week: 7, month: 7, quarter: 30, year: 30 }

/** When something comes back: every so often from its first date on, on the same day of the month or, where that is said, always on its last. */
export interface RecurrenceRule {
  every: Every
  /** YYYY-MM-DD. */
  first: string
  /** Of the month of each date, whatever the day of the first: 30 April, 31 May. Means nothing of weeks. */
  onLastDay?: boolean
}

/** Dates beyond this are nobody’s plan, and their text would no longer sort. */
const lastDate = '9990-12-31'

/** The n-th date, from 0: the day of the first one, or the month’s last where it is shorter. */
export function occurrence({ every, first, onLastDay = false }: RecurrenceRule, n: number): string {
  if (every === 'week') return daysAfter(first, 7 * n)
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number)
  const months_ = year * 12 + month - 1 + months[every] * n
  const date = new Date(0)
  // Day 0 of the month after is the last of this one. Not by Date.UTC: it takes the years before 100 for those of the last century.
  date.setUTCFullYear(Math.floor(months_ / 12), (months_ % 12) + 1, 0)
  if (!onLastDay) date.setUTCDate(Math.min(day, date.getUTCDate()))
  return date.toISOString().slice(0, 10)
}

/** The first of these dates that is later than `after`; null where that is beyond `until` ('' for no end). */
export function nextOccurrence(rhythm: RecurrenceRule, after: string, until: string): string | null {
  const first = occurrence(rhythm, 0)
  if (first > after) return until && first > until ? null : first
  if (after >= lastDate) return null
  // Never too late: as many as surely have passed.
  const passed =
    rhythm.every === 'week'
      ? Math.floor((Date.parse(after) - Date.parse(first)) / (7 * 86_400_000))
      : Math.floor((monthsOf(after) - monthsOf(first)) / months[rhythm.every])
  const next = [passed, passed + 1].map((n) => occurrence(rhythm, n)).find((day) => day > after)!
  return next > lastDate || (until && next > until) ? null : next
}

const monthsOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
