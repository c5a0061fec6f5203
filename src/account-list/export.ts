import type { Readable } from 'node:stream'
import type { Account } from '#src/accounts/account.ts'
import { linkedByAccount } from '#src/links/link.ts'
import type { Db } from '#src/platform/db/database.ts'
import { everyPage } from '#src/platform/db/keyset.ts'
import type { Language } from '#src/platform/language/language.ts'
import { csvOf } from '#src/platform/web/csv.ts'
import type { Staff } from '#src/staff/staff.ts'
import { words } from '#views/account-list/words.ts'
import { words as accountWords } from '#views/accounts/words.ts'
import type { AccountFilter } from './filter.ts'
import { type AccountRow, accountPage } from './list.ts'

/** How many contacts of an account an exported row has room for, as a row to import has. Others follow in rows of the same account. */
const contactsInRow = 4
const perPage = 500
const numbers = Array.from({ length: contactsInRow }, (_, i) => String(i + 1))

type Person = Awaited<ReturnType<typeof linkedByAccount>>[number]

/** A list in one cell. A semicolon ends it where an item has a comma of its own: it is read back at semicolons alone then. */
const listed = (items: readonly string[]): string =>
  items.join('; ') + (items.some((item) => /[,|]/.test(item)) ? ';' : '')

/** The columns of an account and those of a contact, in the words that an import knows them by. */
function columnsIn(language: Language) {
  const w = words[language].csv
  const account: [string, (account: Account, row: AccountRow) => string | null | undefined][] = [
    [w.id, (one) => one.short_id],
    [w.name, (one) => one.name],
    [w.type, (one) => accountWords[language].types[one.type]],
    [w.tags, (_, row) => listed(row.tags.map((tag) => tag.name))],
    [w.team, (_, row) => listed(row.team)],
    [w.preparer, (_, row) => row.roles.preparer],
    [w.reviewer, (_, row) => row.roles.reviewer],
    [w.companyName, (one) => one.company_name],
    [w.street, (one) => one.company_street],
    [w.city, (one) => one.company_city],
    [w.postcode, (one) => one.company_postcode],
    [w.region, (one) => one.company_region],
    [w.country, (one) => one.company_country],
    [w.taxId, (one) => one.tax_id],
    [w.taxCountry, (one) => one.tax_country],
    [w.archived, (one) => one.archived_at?.slice(0, 10)],
  ]
  const contact: [(n: string) => string, (person: Person) => string | null][] = [
    [w.contact.first, (one) => one.first_name],
    [w.contact.last, (one) => one.last_name],
    [w.contact.company, (one) => one.company],
    [w.contact.email, (one) => one.emails.join('; ')],
    [w.contact.phone, (one) => one.phones.map(phoneText).join('; ')],
    [w.contact.street, (one) => one.street],
    [w.contact.street2, (one) => one.street_2],
    [w.contact.city, (one) => one.city],
    [w.contact.postcode, (one) => one.postcode],
    [w.contact.region, (one) => one.region],
    [w.contact.country, (one) => one.country],
    [w.contact.language, (one) => one.language],
    [w.contact.birthDate, (one) => one.birth_date],
    [w.contact.notes, (one) => one.notes],
    [w.contact.description, (one) => one.description],
  ]
  return { account, contact }
}

const phoneText = ({ label, number }: Person['phones'][number]): string => (label ? `${label}: ${number}` : number)

/** The accounts that a filter shows, as CSV, each with its contacts: what can be imported again. Read page by page. */
export function accountsAsCsv(
  db: Db,
  staff: Staff,
  filter: AccountFilter,
  language: Language,
  country: string,
): Readable {
  const columns = columnsIn(language)
  async function* rows() {
    yield [
      ...columns.account.map(([heading]) => heading),
      ...numbers.flatMap((n) => columns.contact.map(([heading]) => heading(n))),
    ]
    for await (const page of everyPage((cursor) => accountPage(db, staff, filter, cursor, perPage))) {
      const ids = page.map((row) => row.id)
      const found = await db.selectFrom('account').selectAll().where('id', 'in', ids).execute()
      const accounts = new Map(found.map((account) => [account.id, account]))
      const contacts = Map.groupBy(await linkedByAccount(db, ids), (contact) => contact.account_id)
      for (const row of page) {
        const account = accounts.get(row.id)
        if (!account) continue
        const cells = columns.account.map(([, cell]) => cell(account, row))
        const people = contacts.get(row.id) ?? []
        for (let i = 0; i === 0 || i < people.length; i += contactsInRow) {
          const some = people.slice(i, i + contactsInRow)
          yield [...cells, ...numbers.flatMap((_, n) => columns.contact.map(([, cell]) => some[n] && cell(some[n])))]
        }
      }
    }
  }
  return csvOf(rows(), country)
}
