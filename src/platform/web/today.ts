import type { Context } from 'hono'
import { dayIn } from '../language/calendar.ts'

/** The date of a request by the reader's calendar. */
export const todayOf = (c: Context, { timeZone }: { timeZone: string }): string => dayIn(timeZone, c.var.app.clock())
