import type { Act, Actor } from '#src/audit/audit.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import type { Dice } from './dice.ts'

export const hour = 3_600_000
export const day = 24 * hour

/** What somebody does that many days ago. */
export const daysAgo = (act: Act, days: number, by: Actor = act.by): Act => ({
  ...act,
  by,
  at: new Date(Date.parse(act.at) - days * day).toISOString(),
})

/** The same day at an hour when people work, or in those hours that are given. */
export function inTheDay(dice: Dice, moment: number | string, { from = 9, hours = 8 } = {}): string {
  const time = new Date(moment)
  time.setUTCHours(from + dice.below(hours), dice.below(60), dice.below(60))
  return time.toISOString()
}

/** The day of an act, where the office is. */
export const today = (act: Act): string => dayIn('Europe/Lisbon', act.at)
