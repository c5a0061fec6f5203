import { daysAfter } from './language/calendar.ts'

/** How often a job comes back. */
export const everyChoices = ['week', 'month', 'quarter', 'year'] as const
export type Every = (typeof everyChoices)[number]

const months = { month: 1, quarter: 3, year: 12 } as const

/** How many days before it is due a recurring job is made, where nobody says otherwise. */
export const usualDaysBefore: Record<Every, number> = { week: 7, month: 7, quarter: 30, year: 30 }

/** Dates beyond this are nobody’s plan, and their text would no longer sort. */
const lastDay = '9990-12-31'

/** The n-th date, from 0, of what begins on `first`: the same day of the month each time, or the month’s last where it is shorter. */
export function occurrence(first: string, every: Every, n: number): string {
  if (every === 'week') return daysAfter(first, 7 * n)
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number)
  const months_ = year * 12 + month - 1 + months[every] * n
  const date = new Date(0)
  // Day 0 of the month after is the last of this one. Not by Date.UTC: it takes the years before 100 for those of the last century.
  date.setUTCFullYear(Math.floor(months_ / 12), (months_ % 12) + 1, 0)
  date.setUTCDate(Math.min(day, date.getUTCDate()))
  return date.toISOString().slice(0, 10)
}

/** The first of these dates that is later than `after`; null where that is beyond `until` ('' for no end). */
export function nextOccurrence(first: string, every: Every, after: string, until: string): string | null {
  if (first > after) return until && first > until ? null : first
  if (after >= lastDay) return null
  // Never too late: as many as surely have passed.
  const passed =
    every === 'week'
      ? Math.floor((Date.parse(after) - Date.parse(first)) / (7 * 86_400_000))
      : Math.floor((monthsOf(after) - monthsOf(first)) / months[every])
  const next = [passed, passed + 1].map((n) => occurrence(first, every, n)).find((day) => day > after)!
  return next > lastDay || (until && next > until) ? null : next
}

const monthsOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
