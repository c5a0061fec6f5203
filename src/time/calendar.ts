import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'

const minute = 60_000

/**
 * The moment at which a day begins in the zone. Found by looking, to the minute: where the clocks change at midnight, a day begins at one, or
 * midnight strikes twice.
 */
export function startOfDay(timeZone: string, day: string): Date {
  const noonless = Date.parse(`${day}T00:00:00Z`)
  let before = noonless / minute - 15 * 60
  let after = noonless / minute + 15 * 60
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayIn(timeZone, new Date(middle * minute)) < day) before = middle
    else after = middle
  }
  return new Date(after * minute)
}

export interface Week {
  /** "2026-W48" (ISO 8601). */
  name: string
  number: number
  /** Monday and Sunday. */
  from: string
  to: string
}

const mondayOf = (day: string) => daysAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The week of a day, from Monday; it belongs to the year of its Thursday (ISO 8601). */
export function weekOf(day: string): Week {
  const from = mondayOf(day)
  const year = daysAfter(from, 3).slice(0, 4)
  const first = mondayOf(`${year}-01-04`)
  const number = Math.round((Date.parse(from) - Date.parse(first)) / (7 * 86_400_000)) + 1
  return { name: `${year}-W${String(number).padStart(2, '0')}`, number, from, to: daysAfter(from, 6) }
}

/** The week that a URL names; null for one that there is not. */
export function weekNamed(name: string | undefined): Week | null {
  const [, year, number] = /^((?:19|20|21)\d\d)-W(\d\d)$/.exec(name ?? '') ?? []
  if (!year || !number) return null
  const week = weekOf(daysAfter(mondayOf(`${year}-01-04`), (Number(number) - 1) * 7))
  return week.name === name ? week : null
}

export const daysOf = (week: Week): string[] => Array.from({ length: 7 }, (_, i) => daysAfter(week.from, i))
