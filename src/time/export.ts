import type { Readable } from 'node:stream'
import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import type { Db } from '#src/platform/db/database.ts'
import { everyPage } from '#src/platform/db/keyset.ts'
import type { Language } from '#src/platform/language/language.ts'
import { decimalText, type Money } from '#src/platform/money.ts'
import { csvOf, decimalOf } from '#src/platform/web/csv.ts'
import type { Staff } from '#src/staff/staff.ts'
import { words } from '#views/time/words.ts'
import { amountFor, billedFor, writeDuration } from './duration.ts'
import { allOf, stateOf, type TimeFilter } from './filter.ts'
import { entryPage, type ShownEntry } from './list.ts'
import { rateOf } from './rules.ts'

const perPage = 500

interface Export {
  db: Db
  staff: Staff
  filter: TimeFilter
  language: Language
  /** The firm's. */
  country: string
  rounding: number
}

/** The entries that a filter shows and that the person may see, as CSV. Read page by page. */
export const timeAsCsv = (asked: Export): Readable => csvOf(rowsOf(asked), asked.country)

async function* rowsOf({ db, staff, filter, language, country, rounding }: Export): AsyncGenerator<string[]> {
  const w = words[language].csv
  yield [
    w.day,
    w.person,
    w.id,
    w.account,
    w.service,
    w.job,
    w.work,
    w.duration,
    w.hours,
    w.billed,
    w.state,
    w.rate,
    w.amount,
    w.currency,
  ]
  for await (const page of everyPage((cursor) => entryPage(db, staff, filter, cursor, perPage)))
    for (const entry of page) yield rowOf(entry, language, country, rounding)
}

function rowOf(entry: ShownEntry, language: Language, country: string, rounding: number): string[] {
  const decimal = (text: string) => decimalOf(text, country)
  const money = (amount: Money | null) => (amount ? decimal(decimalText(amount)) : '')
  const hours = (minutes: number) => decimal((minutes / 60).toFixed(2))
  const billed = entry.billable ? billedFor(entry.minutes, rounding) : 0
  const rate = rateOf(entry)
  return [
    entry.day,
    entry.person,
    entry.short_id,
    entry.account,
    entry.service ?? '',
    entry.job ?? '',
    entry.work,
    writeDuration(entry.minutes),
    hours(entry.minutes),
    hours(billed),
    words[language].states[stateOf(entry)],
    money(rate),
    money(rate && amountFor(billed, rate)),
    entry.currency,
  ]
}

/** The time of an account that is exported whole: what the person who exports it may see. */
export async function* timeExport({ app, staff, account, language, country }: Exporting): AsyncGenerator<ExportPart> {
  const db = app.db.read
  const firm = await db.selectFrom('firm').select('time_rounding').executeTakeFirst()
  const filter = allOf(account.id)
  const rounding = firm?.time_rounding ?? 0
  yield { file: { name: 'time.csv', open: () => timeAsCsv({ db, staff, filter, language, country, rounding }) } }
}
