import { type Money, times } from '#src/platform/money.ts'
import type { Problem } from '#src/platform/web/problems.ts'

const minutesOfDay = 24 * 60

/**
 * What somebody typed for how long, in minutes: "1:30", "1.5", "1,5", "90m" and "1h30" are ninety. At least one minute, at most a day.
 * What can be read in two ways is refused: "2" may be hours or minutes, "1:5" five minutes or fifty, "1.30" half an hour or eighteen
 * minutes past one.
 */
export function readDuration(text: string): { minutes: number } | { problem: Problem } {
  const minutes = minutesIn(text.trim().toLowerCase().replace(/\s+/gu, ''))
  if (typeof minutes === 'string') return { problem: minutes }
  if (minutes > minutesOfDay) return { problem: 'more than a day' }
  return minutes < 1 ? { problem: 'no time' } : { minutes }
}

function minutesIn(text: string): number | Problem {
  const sum = (hours: string, minutes = '0') => Number(hours) * 60 + Number(minutes)
  const [, clockHours, clockMinutes] = /^(\d{1,3}):(\d{1,2})$/.exec(text) ?? []
  if (clockHours && clockMinutes) {
    if (clockMinutes.length === 1) return 'which duration'
    return Number(clockMinutes) < 60 ? sum(clockHours, clockMinutes) : 'not a duration'
  }
  const [, hours, minutes] =
    /^(\d{1,3})(?:h|hr|hrs|hours?|horas?)(?:(\d{1,2})(?:m|min|mins|minutes?|minutos?)?)?$/.exec(text) ?? []
  if (hours) return Number(minutes ?? 0) < 60 ? sum(hours, minutes) : 'not a duration'
  const [, only] = /^(\d{1,5})(?:m|min|mins|minutes?|minutos?)$/.exec(text) ?? []
  if (only) return Number(only)
  const [, whole, decimals, unit] = /^(\d{0,3})[.,](\d{1,2})(h?)$/.exec(text) ?? []
  if (decimals) {
    // "1.50" may be an hour and a half, or fifty minutes past one: decimals that end in 0 are the ones that people write for minutes.
    if (/^[1-5]0$/.test(decimals) && !unit) return 'which duration'
    return Math.round(Number(`${whole || 0}.${decimals}`) * 60)
  }
  return /^\d{1,5}$/.test(text) ? (Number(text) === 0 ? 0 : 'which duration') : 'not a duration'
}

/** Ninety minutes as "1:30": how they are shown, and how they can be typed again. */
export const writeDuration = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

/** To how many minutes the firm rounds up what is billed; 0 for not at all. */
export const roundings = [0, 6, 15] as const
export type Rounding = (typeof roundings)[number]

/** The minutes that are billed for so many real ones. The same in SQL: `billedMinutes` of entry.ts. */
export const billedFor = (minutes: number, rounding: number): number =>
  rounding === 0 ? minutes : Math.ceil(minutes / rounding) * rounding

/** What so many billed minutes cost at a rate for an hour. The same in SQL: `amount` of list.ts. */
export const amountFor = (minutes: number, rate: Money): Money => times(rate, minutes, 60)
