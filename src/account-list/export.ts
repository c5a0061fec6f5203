import type { Readable } from 'node:stream'
import { linkedByAccount } from '#src/links/link.ts'
import type { Db } from '#src/platform/db/database.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import type { Language } from '#src/platform/language/language.ts'
import { csvOf } from '#src/platform/web/csv.ts'
import type { Staff } from '#src/staff/staff.ts'
import { words } from '#views/accounts/words.ts'
import type { AccountFilter } from './filter.ts'
import { accountPage } from './list.ts'

/** How many contacts of an account an exported row has room for, as a row to import has. */
const mostContacts = 4
const perPage = 500
const numbers = Array.from({ length: mostContacts }, (_, i) => String(i + 1))

/** The accounts that a filter shows, as CSV, each with its first contacts. Read page by page. */
export function accountsAsCsv(
  db: Db,
  staff: Staff,
  filter: AccountFilter,
  language: Language,
  country: string,
): Readable {
  const w = words[language].csv
  const headings = [
    w.id,
    w.name,
    w.type,
    w.tags,
    w.team,
    w.companyName,
    w.street,
    w.city,
    w.postcode,
    w.country,
    w.taxId,
    w.archived,
  ]
  const contactHeadings = numbers.flatMap((n) => [
    w.first(n),
    w.last(n),
    w.company(n),
    w.email(n),
    w.phone(n),
    w.description(n),
  ])
  async function* rows() {
    yield [...headings, ...contactHeadings]
    let cursor = null
    do {
      const page: Awaited<ReturnType<typeof accountPage>> = await accountPage(db, staff, filter, cursor, perPage)
      const ids = page.rows.map((row) => row.id)
      if (ids.length === 0) return
      const [accounts, contacts] = await Promise.all([
        db.selectFrom('account').selectAll().where('id', 'in', ids).execute(),
        linkedByAccount(db, ids),
      ])
      for (const row of page.rows) {
        const account = accounts.find((candidate) => candidate.id === row.id)
        if (!account) continue
        const people = contacts.filter((contact) => contact.account_id === row.id).slice(0, mostContacts)
        yield [
          account.short_id,
          account.name,
          words[language].types[account.type],
          row.tags.map((tag) => tag.name).join('; '),
          row.team.join('; '),
          account.company_name,
          account.company_street,
          account.company_city,
          account.company_postcode,
          account.company_country,
          account.tax_id,
          account.archived_at?.slice(0, 10) ?? '',
          ...people.flatMap((person) => [
            person.first_name,
            person.last_name,
            person.company,
            person.email,
            person.phone,
            person.description,
          ]),
        ]
      }
      cursor = readCursor(page.next)
    } while (cursor)
  }
  return csvOf(rows(), country)
}
