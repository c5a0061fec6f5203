import { sql } from 'kysely'
import { accountsOf, mustSee, seesAccount } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { type Money, money } from '#src/platform/money.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { must, type Reader, type Staff } from '#src/staff/staff.ts'
import { type AskedTime, allOf, type TimeFilter } from './filter.ts'
import { maySeeTimeOf, mostAccounts } from './rules.ts'

export const entriesPerPage = 50
declare module '#src/staff/rights.ts' {
  interface Questions {
    'see the time entries': true
  }
}

/**
 * Whoever of the staff asks for these entries, as they are while the transaction runs: null for the system. Throws 404 where they see
 * the account or the person's entries no more; of an account, what a filter of everybody shows is as much as one may see.
 */
export async function mustSeeTime(act: Act, { accountId, person }: TimeFilter): Promise<Staff | null> {
  const staff = await (accountId === null ? must(act, 'signed in') : mustSee(act, accountId))
  if (staff && (accountId === null || person !== null) && !maySeeTimeOf(staff, person)) throw notFound()
  return staff
}

/**
 * The entries that a person may see, as a query to narrow: on accounts that they see, their own alone without the right to all. What is
 * not in it does not exist for them.
 */
export const entriesOf = (db: Db, staff: Reader, filter: AskedTime) =>
  db
    .selectFrom('time_entry')
    .innerJoin('account', 'account.id', 'time_entry.account_id')
    .$if(!can(staff, 'see all time entries'), (query) => query.where('time_entry.staff_id', '=', staff.id))
    .$if(filter.person !== null, (query) => query.where('time_entry.staff_id', '=', filter.person!))
    .$if(filter.accountId !== null, (query) => query.where('time_entry.account_id', '=', filter.accountId!))
    // Of one account it is known already that it is seen.
    .$if(filter.accountId === null && !can(staff, 'view all accounts'), (query) =>
      query.where(seesAccount(staff, 'time_entry.account_id')),
    )
    .$if(filter.job !== null, (query) => query.where('time_entry.job_id', '=', filter.job!))
    .$if(filter.from !== '', (query) => query.where('time_entry.day', '>=', filter.from))
    .$if(filter.to !== '', (query) => query.where('time_entry.day', '<=', filter.to))
    .$if(filter.state !== null, (query) => query.where('time_entry.billable', '=', filter.state === 'unbilled' ? 1 : 0))

/** The same with what each is shown with. */
const shown = (db: Db, staff: Reader, filter: AskedTime) =>
  entriesOf(db, staff, filter)
    .innerJoin('staff', 'staff.id', 'time_entry.staff_id')
    .leftJoin('service', 'service.id', 'time_entry.service_id')
    .leftJoin('job', 'job.id', 'time_entry.job_id')
    .selectAll('time_entry')
    .select('job.name as job')
    .select(['account.name as account', 'account.short_id', 'staff.name as person', 'service.name as service'])

export type ShownEntry = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

/** One page of entries, the newest day first. */
export const entryPage = (db: Db, staff: Staff, filter: TimeFilter, cursor: Cursor | null, size = entriesPerPage) =>
  keysetPage(shown(db, staff, filter).select(keyOf(['time_entry.day']).as('key')), {
    columns: ['time_entry.day'],
    id: 'time_entry.id',
    descending: true,
    cursor,
    size,
  })

const latestRows = prepared((db, staff: Reader, accountId: Placeholder<number>, most: Placeholder<number>) =>
  shown(db, staff, allOf(accountId))
    .select((eb) => [
      eb
        .selectFrom('time_entry as each')
        .select((n) => n.fn.countAll<number>().as('n'))
        .where('each.account_id', '=', accountId)
        .$if(!can(staff, 'see all time entries'), (query) => query.where('each.staff_id', '=', staff.id))
        .as('n'),
      eb.selectFrom('firm').select('time_rounding').where('firm.id', '=', 1).as('rounding'),
    ])
    .orderBy('time_entry.day', 'desc')
    .orderBy('time_entry.id', 'desc')
    .limit(most),
)

/** The newest few of an account, how many there are, and how the firm rounds. One query, along an index. */
export async function latestEntries(db: Db, staff: Staff, accountId: number, most: number) {
  const rows = await latestRows(db, staff, accountId, most)
  const entries: ShownEntry[] = rows.map(({ n: _, rounding: __, ...entry }) => entry)
  return { entries, count: Number(rows[0]?.n ?? 0), rounding: rows[0]?.rounding ?? 0 }
}

/** One entry of an account that the person may see. Throws 404 for any other. */
export async function findEntry(db: Db, staff: Staff, accountId: number, id: number | null): Promise<ShownEntry> {
  const entry =
    id === null
      ? undefined
      : await shown(db, staff, allOf(accountId)).where('time_entry.id', '=', id).executeTakeFirst()
  if (!entry) throw notFound()
  return entry
}

/** The minutes that are billed, rounded up entry by entry. The same for one: `billedFor` of duration.ts. */
const billedMinutes = (rounding: number) => {
  const step = sql.lit(Math.max(1, rounding))
  return sql`case when time_entry.billable = 1 then (time_entry.minutes + ${step} - 1) / ${step} * ${step} else 0 end`
}

/** What they cost, in the smallest units, rounded entry by entry. The same for one: `amountFor` of duration.ts. */
const amount = (rounding: number) =>
  sql`case when time_entry.rate is null then 0 else (time_entry.rate * (${billedMinutes(rounding)}) + 30) / 60 end`

/** The sums of entries in one currency. */
export interface Sums {
  minutes: number
  /** Of which are to be billed. */
  billable: number
  /** Those rounded up. */
  billed: number
  amount: Money
}

const sums = (rounding: number) => [
  sql<number>`sum(time_entry.minutes)`.as('minutes'),
  sql<number>`sum(case when time_entry.billable = 1 then time_entry.minutes else 0 end)`.as('billable'),
  sql<number>`sum(${billedMinutes(rounding)})`.as('billed'),
  // As text: a number would not be exact beyond 2⁵³.
  sql<string>`cast(sum(${amount(rounding)}) as text)`.as('amount'),
]

const withAmounts = <Row extends { amount: string; currency: string }>(rows: readonly Row[]) =>
  rows.map(({ amount, currency, ...row }) => ({ ...row, amount: money(amount, currency) }))

/** The sums of all that a filter shows, for each currency. */
export const totalsOf = (db: Db, staff: Staff, filter: TimeFilter, rounding: number): Promise<Sums[]> =>
  entriesOf(db, staff, filter)
    .select(sums(rounding))
    .select('time_entry.currency')
    .groupBy('time_entry.currency')
    .orderBy('time_entry.currency')
    .execute()
    .then(withAmounts)

export const totalsByDay = (db: Db, staff: Staff, filter: TimeFilter, rounding: number) =>
  entriesOf(db, staff, filter)
    .select(sums(rounding))
    .select(['time_entry.day', 'time_entry.currency'])
    .groupBy(['time_entry.day', 'time_entry.currency'])
    .orderBy('time_entry.day')
    .execute()
    .then(withAmounts)

/** The sums of each account, that with most time first; at most `mostAccounts`. */
export const totalsByAccount = (db: Db, staff: Staff, filter: TimeFilter, rounding: number) =>
  entriesOf(db, staff, filter)
    .select(sums(rounding))
    .select(['time_entry.account_id', 'account.name as account', 'time_entry.currency'])
    .groupBy(['time_entry.account_id', 'account.name', 'time_entry.currency'])
    .orderBy('minutes', 'desc')
    .orderBy('time_entry.account_id')
    .limit(mostAccounts)
    .execute()
    .then(withAmounts)

/** The sums of each person, or of each job and of what is of none, that with most time first; at most `mostAccounts`. */
export const totalsByPerson = (db: Db, staff: Staff, filter: TimeFilter, rounding: number) =>
  entriesOf(db, staff, filter)
    .innerJoin('staff', 'staff.id', 'time_entry.staff_id')
    .select(sums(rounding))
    .select(['time_entry.staff_id as id', 'staff.name', 'time_entry.currency'])
    .groupBy(['time_entry.staff_id', 'staff.name', 'time_entry.currency'])
    .orderBy('minutes', 'desc')
    .orderBy('time_entry.staff_id')
    .limit(mostAccounts)
    .execute()
    .then(withAmounts)

export const totalsByJob = (db: Db, staff: Staff, filter: TimeFilter, rounding: number) =>
  entriesOf(db, staff, filter)
    .leftJoin('job', 'job.id', 'time_entry.job_id')
    .select(sums(rounding))
    .select(['time_entry.job_id as id', 'job.name', 'time_entry.currency'])
    .groupBy(['time_entry.job_id', 'job.name', 'time_entry.currency'])
    .orderBy('minutes', 'desc')
    .orderBy('time_entry.job_id')
    .limit(mostAccounts)
    .execute()
    .then(withAmounts)

/** How long somebody has worked on accounts that they no longer see: their week holds it, without a name. */
export async function minutesOutOfSight(db: Db, staff: Staff, from: string, to: string): Promise<number> {
  if (can(staff, 'view all accounts')) return 0
  const row = await db
    .selectFrom('time_entry')
    .select((eb) => eb.fn.sum<number>('minutes').as('minutes'))
    .where('staff_id', '=', staff.id)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('account_id', 'not in', accountsOf(db, staff).select('account.id'))
    .executeTakeFirst()
  return Number(row?.minutes ?? 0)
}
