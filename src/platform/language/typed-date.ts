import { isDate } from '../web/form.ts'

/** Which of two small numbers is the day, where a date does not tell by itself: 03/04/1980. */
export type DateOrder = 'dmy' | 'mdy'

export type ReadDate = { date: string | null } | { problem: 'not a date' | 'date without a year' }

const padded = (n: string): string => n.padStart(2, '0')

const calendarDate = (year: string, month: string, day: string): ReadDate => {
  const date = `${year}-${padded(month)}-${padded(day)}`
  return isDate(date) ? { date } : { problem: 'not a date' }
}

/**
 * A date as YYYY-MM-DD, from ISO 8601 (a time after it is left out), YYYYMMDD, or day, month and year (four digits) between / . or -,
 * in the given order where both could be. Null for a blank one, and for Outlook's 0/0/00. A birthday without its year
 * (--03-14, RFC 6350, 4.3.1) is a problem of its own.
 */
export function readDate(text: string, order: DateOrder): ReadDate {
  const value = text.trim()
  if (value === '' || /^0+\D0+\D0+$/.test(value)) return { date: null }
  if (/^--\d{2}-?\d{2}/.test(value)) return { problem: 'date without a year' }
  const yearFirst = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/.exec(value)
  if (yearFirst && (yearFirst[2] !== '' || /^\d{8}(\D|$)/.test(value)))
    return calendarDate(yearFirst[1]!, yearFirst[3]!, yearFirst[4]!)
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ,].*)?$/.exec(value)
  if (!yearLast) return { problem: 'not a date' }
  const [, one, , two, year] = yearLast as unknown as [string, string, string, string, string]
  const dayFirst = Number(one) > 12 || (Number(two) <= 12 && order === 'dmy')
  return dayFirst ? calendarDate(year, two, one) : calendarDate(year, one, two)
}
