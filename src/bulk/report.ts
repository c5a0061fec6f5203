import type { Readable } from 'node:stream'
import { namedAccountsOf } from '#src/accounts/account.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Db } from '#src/platform/db/database.ts'
import { csvOf } from '#src/platform/web/csv.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Note } from './account.ts'
import { type Outcome, outcomes } from './rules.ts'
import type { BulkRun } from './run.ts'

export const reportedPerPage = 50
const exportedAtOnce = 500

export interface ReportRow {
  id: number
  /** Null for an account that is not there any more, or that the reader may not see. */
  account: { name: string; shortId: string } | null
  outcome: Outcome
  notes: Note[]
}

/** The people that the notes of some rows name: their name and primary address as they are now, by number. */
export type People = ReadonlyMap<number, { name: string; email: string | null }>

export interface ReportPage {
  rows: ReportRow[]
  people: People
  /** The account after which the next page begins; null on the last. */
  next: number | null
}

/** How many accounts of a run had each outcome. */
export async function outcomesOf(db: Db, run: BulkRun): Promise<Partial<Record<Outcome, number>>> {
  const rows = await db
    .selectFrom('bulk_account')
    .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
    .where('run_id', '=', run.id)
    .where('outcome', 'in', outcomes)
    .groupBy('outcome')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.outcome, row.count]))
}

/** What came of the accounts of a run, by number, after one of them. Three queries. */
export async function reportPage(
  db: Db,
  staff: Staff,
  run: BulkRun,
  { outcome, after = 0 }: { outcome: Outcome | null; after?: number },
  size = reportedPerPage,
): Promise<ReportPage> {
  const found = await db
    .selectFrom('bulk_account')
    .select(['account_id', 'outcome', 'detail'])
    .where('run_id', '=', run.id)
    .where('account_id', '>', after)
    .$if(outcome !== null, (query) => query.where('outcome', '=', outcome))
    .$if(outcome === null, (query) => query.where('outcome', 'is not', null))
    .orderBy('account_id')
    .limit(size + 1)
    .execute()
  const shown = found.slice(0, size)
  const accounts = await namedAccountsOf(db, staff)
    .select(['account.id', 'account.name', 'account.short_id'])
    .where('account.id', 'in', [0, ...shown.map((row) => row.account_id)])
    .execute()
  const names = new Map(accounts.map((account) => [account.id, { name: account.name, shortId: account.short_id }]))
  const rows = shown.map((row) => ({
    id: row.account_id,
    account: names.get(row.account_id) ?? null,
    outcome: row.outcome ?? 'unchanged',
    notes: JSON.parse(row.detail) as Note[],
  }))
  return { rows, people: await peopleIn(db, rows), next: found.length > size ? shown.at(-1)!.account_id : null }
}

/** Of accounts that the reader sees alone: whom they may not see goes unnamed. */
async function peopleIn(db: Db, rows: readonly ReportRow[]): Promise<People> {
  const ids = rows.flatMap(({ account, notes }) =>
    account ? notes.flatMap((note) => ('contact' in note ? [note.contact] : [])) : [],
  )
  const found = await db
    .selectFrom('contact')
    .leftJoin('address', (join) => join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1))
    .select(['contact.id', 'contact.display_name', 'address.email'])
    .where('contact.id', 'in', [0, ...new Set(ids)])
    .execute()
  return new Map(found.map((row) => [row.id, { name: contactName(row), email: row.email }]))
}

/** The whole report as CSV. `write` puts a row into the reader's words, cell by cell. */
export function reportAsCsv(
  db: Db,
  staff: Staff,
  run: BulkRun,
  country: string,
  headings: readonly string[],
  write: (row: ReportRow, people: People) => readonly string[],
): Readable {
  async function* rows() {
    yield headings
    let after: number | null = 0
    while (after !== null) {
      const page: ReportPage = await reportPage(db, staff, run, { outcome: null, after }, exportedAtOnce)
      for (const row of page.rows) yield write(row, page.people)
      after = page.next
    }
  }
  return csvOf(rows(), country)
}
