import type { Asked } from '#src/platform/db/prepared.ts'
import type { DateReading } from '#src/platform/language/typed-date.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { dayOrBlank, filterOf, idOrNull, oneOfOrNull, queryOf } from '#src/platform/web/list.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Week, weekNamed, weekOf } from './calendar.ts'
import { maySeeTimeOf } from './rules.ts'

export const states = ['unbilled', 'non-billable'] as const
export type EntryState = (typeof states)[number]
export const stateOf = (entry: { billable: number }): EntryState => (entry.billable ? 'unbilled' : 'non-billable')

const said = filterOf({
  person: idOrNull,
  state: oneOfOrNull(states),
  from: dayOrBlank,
  to: dayOrBlank,
  job: idOrNull,
})

/** Which entries a page shows: of whom, or of everybody whose entries one may see; from the first day to the last. */
export type TimeFilter = ReturnType<typeof said.read> & { accountId: number | null }
/** The same for a query that is asked later of which account. */
export type AskedTime = ReturnType<typeof said.read> & { accountId: Asked<number> | null }

/** What a URL asks for. Throws 404 for somebody whose entries one may not see: they do not exist. */
function readFor(staff: Staff, query: URLSearchParams, dates?: DateReading) {
  const filter = said.read(query, dates)
  if (filter.person !== null && !maySeeTimeOf(staff, filter.person)) throw notFound()
  return filter
}

/** All that one may see of an account. */
export const allOf = <Id extends Asked<number>>(accountId: Id) => ({ ...said.read(''), accountId })

/** What the page of an account shows. */
export const accountFilter = (
  query: URLSearchParams,
  staff: Staff,
  accountId: number,
  dates?: DateReading,
): TimeFilter => ({ ...readFor(staff, query, dates), accountId })

/** Its first and last day as its form shows them. */
export const daysIn = said.days

/** What a week shows: one's own entries, unless somebody is named, or all are. */
export function weekFilter(query: URLSearchParams, staff: Staff, today: string): { week: Week; filter: TimeFilter } {
  const week = weekNamed(query.get('week') ?? undefined) ?? weekOf(today)
  const { person, state } = readFor(staff, query)
  const everybody = query.get('person') === 'all' && maySeeTimeOf(staff, null)
  const whose = everybody ? null : (person ?? staff.id)
  return { week, filter: { accountId: null, person: whose, state, from: week.from, to: week.to, job: null } }
}

export const writeFilter = said.write

/** The same of a week: its name, and nobody where it is one's own. */
export const writeWeek = ({ person, state }: TimeFilter, week: Week, ownId: number): URLSearchParams =>
  queryOf({ week: week.name, person: person === ownId ? null : (person ?? 'all'), state })
