import { type Money, money } from '#src/platform/money.ts'
import { can, type Right, type Role } from '#src/staff/rights.ts'
import type { Entry } from './entry.ts'
import type { Service } from './service.ts'

/** Whether somebody may change an entry that they see: their own, and others' where they may see all and manage accounts. */
export const mayChangeEntry = (
  person: { id: number; role: Role; rights: ReadonlySet<Right> } | null,
  entry: Pick<Entry, 'staff_id'>,
): boolean =>
  person !== null &&
  (entry.staff_id === person.id || (can(person, 'see all time entries') && can(person, 'manage accounts')))

/** How many accounts a week's totals name. */
export const mostAccounts = 100

/** What an hour costs, of a row that holds it. */
export const rateOf = ({ rate, currency }: Pick<Service, 'rate' | 'currency'>): Money | null =>
  rate === null ? null : money(rate, currency)

/** Whether somebody may see a person's entries, on accounts that they see; null for everybody's. */
export const maySeeTimeOf = (
  person: { id: number; role: Role; rights: ReadonlySet<Right> },
  whose: number | null,
): boolean => whose === person.id || can(person, 'see all time entries')
