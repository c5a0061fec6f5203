/** Whether a text is a date of the calendar as YYYY-MM-DD. */
export function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The date that it is in a time zone at a moment, as YYYY-MM-DD. */
export function dayIn(timeZone: string, moment: Date | string): string {
  let format = formats.get(timeZone)
  if (!format) {
    // Canada writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(new Date(moment))
}

/** The date that many days after a date; before it where the number is negative. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The Sunday that ends a date's week: weeks begin on Monday (ISO 8601). */
export const endOfWeek = (day: string): string => daysAfter(day, (7 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7)
