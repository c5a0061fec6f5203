import type { Act, Actor } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { ItemRun } from '#src/platform/queue/queue.ts'
import type { Dice } from './dice.ts'

/** In the language of whoever sets the firm up. */
export type Said = Readonly<Record<Language, string>>

export const hour = 3_600_000
export const day = 24 * hour

/** How many days ago the firm was founded: before its first client. */
export const founded = 1100

/** What somebody does that many days ago, while the office is open. */
export function daysAgo(act: Act, days: number, by: Actor = act.by): Act {
  const time = new Date(Date.parse(act.at) - days * day)
  if (days >= 1) time.setUTCHours(10 + (Math.floor(days) % 7))
  return { ...act, by, at: time.toISOString() }
}

/** The same day at an hour when people work, or in those hours that are given. */
export function inTheDay(dice: Dice, moment: number | string, { from = 9, hours = 8 } = {}): string {
  const time = new Date(moment)
  time.setUTCHours(from + dice.below(hours), dice.below(60), dice.below(60))
  return time.toISOString()
}

/** The day of an act, where the office is. */
export const today = (act: Act): string => dayIn('Europe/Lisbon', act.at)

/** The same hour on the Friday before, where it is a weekend. */
export function onWorkingDay(at: string): string {
  const time = new Date(at)
  time.setUTCDate(time.getUTCDate() - ([2, 0, 0, 0, 0, 0, 1][time.getUTCDay()] ?? 0))
  return time.toISOString()
}

/** The app as it was that many days ago: for what works in transactions of its own. */
export const earlier = (app: App, days: number): App => {
  const at = new Date(app.clock().getTime() - days * day)
  at.setUTCHours(15)
  return { ...app, clock: () => at }
}

/** How a handler of the queue is called by hand. */
export const byHand: ItemRun = {
  id: 1,
  attempts: 1,
  signal: new AbortController().signal,
  untilWritten: (write) => write(),
  progressed: async () => {},
}
