import { notFound } from '#src/platform/web/errors.ts'
import { isDate, toId } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Week, weekNamed, weekOf } from './calendar.ts'

export const states = ['unbilled', 'non-billable'] as const
export type EntryState = (typeof states)[number]
export const stateOf = (entry: { billable: number }): EntryState => (entry.billable ? 'unbilled' : 'non-billable')

/** Which entries a page shows. */
export interface TimeFilter {
  accountId: number | null
  /** Null for everybody whose entries one may see. */
  person: number | null
  state: EntryState | ''
  /** The first and the last day, or ''. */
  from: string
  to: string
  job?: number | null
}

interface Query {
  get(name: string): string | null
}

const stateIn = (query: Query): EntryState | '' => states.find((state) => state === query.get('state')) ?? ''

/** Whose entries a URL asks for. Throws 404 for somebody whose entries one may not see: they do not exist. */
function personIn(query: Query, staff: Staff): number | null {
  const person = toId(query.get('person') ?? undefined)
  if (person !== null && person !== staff.id && !can(staff, 'see all time entries')) throw notFound()
  return person
}

/** What the page of an account shows. */
export function accountFilter(query: Query, staff: Staff, accountId: number): TimeFilter {
  const day = (name: string) => (isDate(query.get(name) ?? '') ? query.get(name)! : '')
  return {
    accountId,
    person: personIn(query, staff),
    state: stateIn(query),
    from: day('from'),
    to: day('to'),
    job: toId(query.get('job') ?? undefined),
  }
}

/** What a week shows: one's own entries, unless somebody is named, or all are. */
export function weekFilter(query: Query, staff: Staff, today: string): { week: Week; filter: TimeFilter } {
  const week = weekNamed(query.get('week') ?? undefined) ?? weekOf(today)
  const everybody = query.get('person') === 'all' && can(staff, 'see all time entries')
  const person = everybody ? null : (personIn(query, staff) ?? staff.id)
  return { week, filter: { accountId: null, person, state: stateIn(query), from: week.from, to: week.to } }
}

/** A filter as a URL says it, without what is usual. */
export function writeFilter(filter: TimeFilter, week: Week | null, ownId: number): URLSearchParams {
  const { person, state, from, to } = filter
  const said: Record<string, string> = week
    ? { week: week.name, person: person === ownId ? '' : String(person ?? 'all'), state }
    : { person: String(person ?? ''), state, from, to, job: String(filter.job ?? '') }
  return new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
}
