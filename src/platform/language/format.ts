import { mostCounted } from '../counted.ts'
import type { Language } from './language.ts'
import { isolated } from './language.ts'
import type { DateOrder } from './typed-date.ts'

const locale: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT' }

/** Numbers and lists as a reader of one language expects them. Each Intl formatter is made once: making one costs fifty uses. */
function formatsOf(language: Language) {
  const tag = locale[language]
  const weekday = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeZone: 'UTC' })
  const count = new Intl.NumberFormat(tag)
  const exact = new Intl.NumberFormat(tag, { maximumFractionDigits: 20 })
  const decimal = exact.formatToParts(0.5).find((part) => part.type === 'decimal')?.value ?? '.'
  const money = new Map<string, Intl.NumberFormat>()
  const moneyIn = (currency: string, decimals: number) => {
    let format = money.get(`${currency} ${decimals}`)
    if (!format) {
      const places = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
      format = new Intl.NumberFormat(tag, { style: 'currency', currency, ...places })
      money.set(`${currency} ${decimals}`, format)
    }
    return format
  }
  const dayName = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' })
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const sizes = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const).map(
    (unit) =>
      new Intl.NumberFormat(tag, {
        style: 'unit',
        unit,
        maximumFractionDigits: 1,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
      }),
  )
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  const collator = new Intl.Collator(tag, { sensitivity: 'base', numeric: true })
  return {
    tag,
    /** A `YYYY-MM-DD` date with the day of the week: Thursday, 31 December 2026. */
    weekday: (day: string) => weekday.format(new Date(`${day}T00:00:00Z`)),
    /** A whole number with its thousands set apart. */
    count: (n: number) => count.format(n),
    /** The same of what was counted as far as `mostCounted` alone: 1,000+. */
    some: (n: number) => (n > mostCounted ? `${count.format(mostCounted)}+` : count.format(n)),
    /** The sign before a number's decimals. */
    decimal,
    /** A decimal written as "-1234.5", of any length, with its thousands set apart: nothing of it is rounded. */
    number: (text: string) => exact.format(text as Intl.StringNumericLiteral),
    /** An amount written as "1234.50", with the decimals that it is written with: 1234,50 €. */
    money: (text: string, currency: string) =>
      moneyIn(currency, text.split('.')[1]?.length ?? 0).format(text as Intl.StringNumericLiteral),
    /** The name of the day on which a `YYYY-MM-DD` date falls. */
    dayName: (day: string) => dayName.format(new Date(`${day}T00:00:00Z`)),
    /** A share from 0 to 1: 75 %. */
    percent: (share: number) => percent.format(share),
    /** How large a file is, from its number of bytes: 1,4 MB. */
    size: (bytes: number) => {
      const unit = Math.min(sizes.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
      return sizes[unit]!.format(bytes / 1000 ** unit)
    },
    /** "a, b and c". */
    list: (items: Iterable<string>) => list.format(Array.from(items, isolated)),
    /** Orders two texts as the language's dictionaries do. */
    compare: (a: string, b: string) => collator.compare(a, b),
  }
}

export type Formats = ReturnType<typeof formatsOf>
const formats: Partial<Record<Language, Formats>> = {}
export const formatsIn = (language: Language): Formats => (formats[language] ??= formatsOf(language))

// In digits alone both languages write dates alike: what differs is the firm's country.
const dateLocale: Record<DateOrder, string> = { dmy: 'en-GB', mdy: 'en-US' }
const digits = { day: '2-digit', month: '2-digit', year: 'numeric' } as const

function datesOf({ dateOrder, timeZone }: DateReader) {
  const locale = dateLocale[dateOrder]
  const day = new Intl.DateTimeFormat(locale, { ...digits, timeZone: 'UTC' })
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const moment = new Intl.DateTimeFormat(locale, { ...digits, ...clock, timeZone })
  return {
    /** A `YYYY-MM-DD` date, or the date of a UTC time: 31/12/2026. */
    date: (iso: string) => day.format(new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso)),
    /** A UTC time as date and time: 31/12/2026, 14:05. */
    time: (iso: string) => moment.format(new Date(iso)),
  }
}

/** How the firm of a reader writes dates, and the zone of its clocks. */
export interface DateReader {
  dateOrder: DateOrder
  /** IANA name. */
  timeZone: string
}

const dates = new Map<string, ReturnType<typeof datesOf>>()

/** Dates as the firm writes them, as they are typed too. */
export function datesFor({ dateOrder, timeZone }: DateReader): ReturnType<typeof datesOf> {
  const key = `${dateOrder} ${timeZone}`
  const known = dates.get(key) ?? datesOf({ dateOrder, timeZone })
  dates.set(key, known)
  return known
}
