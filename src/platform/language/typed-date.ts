import { isDate } from './calendar.ts'
import { localeIn } from './countries.ts'
import { fold } from './fold.ts'

/** Which of two small numbers is the day, where a date does not tell by itself: 03/04/1980. */
export const dateOrders = ['dmy', 'mdy'] as const
export type DateOrder = (typeof dateOrders)[number]

/** By what a written date is read. */
export interface DateReading {
  order: DateOrder
  /** The day on which it is written, which tells the century of a year of two digits; where it is not known there is no such year. */
  today?: string
  /** The first year that it may have: 1900 where this is not said. */
  firstYear?: number
}

export type DateProblem = 'not a date' | 'date without a year' | 'year out of range'
export type ReadDate = { date: string | null } | { problem: DateProblem }

const orders = new Map<string, DateOrder>()

/** In which order a country writes day and month (CLDR, for its most spoken language). */
export function dateOrderIn(country: string): DateOrder {
  const known = orders.get(country)
  if (known) return known
  const parts = new Intl.DateTimeFormat(localeIn(country) ?? 'en-GB').formatToParts(0).map(({ type }) => type)
  const [day, month, year] = [parts.indexOf('day'), parts.indexOf('month'), parts.indexOf('year')] as const
  // Where the year comes first nobody writes it last.
  const order = month < day && day < year ? 'mdy' : 'dmy'
  orders.set(country, order)
  return order
}

const usualFirstYear = 1900
const lastYear = 2200
/** How many years ahead a year of two digits may be. */
const ahead = 20

/** The year that two digits mean: the latest that is not too far ahead. */
function yearOf(digits: string, latest: number): number {
  const back = (latest - Number(digits)) % 100
  return latest - back
}

const padded = (n: string): string => n.padStart(2, '0')

function calendarDate(year: string | number, month: string, day: string, firstYear = usualFirstYear): ReadDate {
  const date = `${year}-${padded(month)}-${padded(day)}`
  if (!isDate(date)) return { problem: 'not a date' }
  return Number(year) < firstYear || Number(year) > lastYear ? { problem: 'year out of range' } : { date }
}

// Of the languages in which people and programs write them: "Dec", "dez.", "décembre", "März".
const languages = ['en', 'pt', 'fr', 'es', 'de']

let monthsByName: Map<string, number> | undefined

const bareMonth = (name: string): string => fold(name).replace(/[^a-z]/g, '')

/** The number of a month by its name, long or short; undefined for no month. */
function monthNamed(name: string): number | undefined {
  if (!monthsByName) {
    monthsByName = new Map([['sept', 9]])
    for (const language of languages)
      for (const month of ['long', 'short'] as const) {
        const { format } = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' })
        for (let number = 1; number <= 12; number++)
          monthsByName.set(bareMonth(format(Date.UTC(2026, number - 1, 1))), number)
      }
  }
  return monthsByName.get(bareMonth(name))
}

const dayThenName = /^(\d{1,2})(?:st|nd|rd|th|er|[ºª])?[ ./-]*(?:de )?(\p{L}{3,10})[ .,/-]*(?:de )?(\d{4}|\d{2})$/iu
const nameThenDay = /^(\p{L}{3,10})[ ./-]*(\d{1,2})(?:st|nd|rd|th)?[ .,/-]+(\d{4}|\d{2})$/iu

/** The month's name made its number, day first, where a date has one: "31-Dec-1980", "December 31, 1980", "31 de dezembro de 1980". */
function withoutMonthName(value: string): { value: string; named: boolean } {
  if (value.length > 40 || !/\p{L}{3}/u.test(value)) return { value, named: false }
  const [, day, name, year] = dayThenName.exec(value) ?? []
  const [, nameFirst, dayAfter, yearAfter] = name ? [] : (nameThenDay.exec(value) ?? [])
  const month = monthNamed(name ?? nameFirst ?? '')
  return month === undefined
    ? { value, named: false }
    : { value: `${day ?? dayAfter}/${month}/${year ?? yearAfter}`, named: true }
}

/** More signs than any date has, with blanks about it. */
const longest = 100

/**
 * A date as YYYY-MM-DD, from ISO 8601 (a time after it is left out), YYYYMMDD, or day, month and year between / . or -, in the given
 * order where both could be, or with the month's name. The year has four digits, or two: it is then at most twenty years ahead, and none at all where the date is
 * known to be past. Null for a blank one, and for Outlook's 0/0/00. A birthday without its year (--03-14, RFC 6350, 4.3.1) is a problem
 * of its own, and so is a year that no date of ours can have.
 */
export function readDate(text: string, { order, today, firstYear }: DateReading, isPast = false): ReadDate {
  if (text.length > longest) return { problem: 'not a date' }
  const { value, named } = withoutMonthName(
    text
      .trim()
      .replace(/\s*([-/.])\s*/g, '$1')
      .replace(/\s+/g, ' '),
  )
  if (value === '' || /^0+\D0+\D0+$/.test(value)) return { date: null }
  if (/^--\d{2}-?\d{2}/.test(value)) return { problem: 'date without a year' }
  const yearFirst = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:(?:T|,? +)\d.*)?$/.exec(value)
  if (yearFirst && (yearFirst[2] !== '' || /^\d{8}(\D|$)/.test(value)))
    return calendarDate(yearFirst[1]!, yearFirst[3]!, yearFirst[4]!, firstYear)
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:(?:T|,? +)\d.*)?$/.exec(value)
  if (!yearLast) return { problem: 'not a date' }
  const [, one, , two, year] = yearLast as unknown as [string, string, string, string, string]
  const dayFirst = named || Number(one) > 12 || (Number(two) <= 12 && order === 'dmy')
  const [day, month] = dayFirst ? [one, two] : [two, one]
  if (year.length === 4) return calendarDate(year, month, day, firstYear)
  if (today === undefined) return { problem: 'not a date' }
  const thisYear = Number(today.slice(0, 4))
  if (!isPast) return calendarDate(yearOf(year, thisYear + ahead), month, day)
  const ofThis = `${thisYear}-${padded(month)}-${padded(day)}` <= today
  return calendarDate(yearOf(year, ofThis ? thisYear : thisYear - 1), month, day, firstYear)
}
