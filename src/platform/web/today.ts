import type { Context } from 'hono'
import { dayIn } from '../language/calendar.ts'
import { type DateReading, dateOrderIn } from '../language/typed-date.ts'

/** The date of a request by the reader's calendar. */
export const todayOf = (c: Context, { timeZone }: { timeZone: string }): string => dayIn(timeZone, c.var.app.clock())

/** By what dates are read that are typed in a firm of that country. */
export const datesOf = (c: Context, firm: { country: string; timeZone: string }): DateReading => ({
  order: dateOrderIn(firm.country),
  today: todayOf(c, firm),
})
