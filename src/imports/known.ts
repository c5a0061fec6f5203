import { sql } from 'kysely'
import { accountsOf } from '#src/accounts/account.ts'
import type { AccountType } from '#src/accounts/rules.ts'
import { taxKey } from '#src/accounts/tax-id.ts'
import { contactsOf } from '#src/contacts/contact.ts'
import { plainName } from '#src/contacts/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { asWords, phoneKey } from '#src/platform/language/fold.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Candidate, CandidateAccount, CandidateContact } from './row.ts'
import type { AccountRef, ContactRef } from './rules.ts'

/** A contact that a row may be about, by what tells people apart. */
export interface KnownContact {
  ref: ContactRef
  /** As it is said: "Ana Torres". */
  name: string
  /** Folded; '' for one that is named by its company or its address alone. */
  nameKey: string
  /** The same, of the company where there is no name of a person. */
  plainKey: string
  birthDate: string | null
  emails: readonly string[]
  phones: readonly string[]
}

/** An account that a row may be about: one of the firm's, or one that a row before makes. */
export interface KnownAccount {
  ref: AccountRef
  /** '' for one that a row before makes. */
  shortId: string
  name: string
  type: AccountType
  taxKeys: string[]
  isArchived: boolean
  contacts: KnownContact[]
}

/** The most accounts of one name, and contacts of one address, that a row is held against: the first ones. */
const mostOfOneName = 50
/** The most contacts of one account. */
const mostOfOneAccount = 200

/** How many values one query may be asked for: SQLite takes 32,766 of them. */
const mostInQuery = 5000

/** Asks for many rows in queries of so many. */
async function inPieces<T, Row>(items: Iterable<T>, ask: (some: T[]) => Promise<Row[]>): Promise<Row[]> {
  const all = [...items]
  const rows: Row[] = []
  for (let i = 0; i < all.length; i += mostInQuery)
    for (const row of await ask(all.slice(i, i + mostInQuery))) rows.push(row)
  return rows
}

const contactColumns = [
  'contact.id',
  'contact.first_name',
  'contact.last_name',
  'contact.company',
  'contact.display_name',
  'contact.birth_date',
] as const

// What a tax ID says where there is none: the final consumer of Portugal, and figures that are all alike.
const nobodysTaxId = /^(?:PT)?(?:999999990|(\d)\1+)$/

/** The spellings under which a tax ID may be kept: with the letters of its country, and without. None for one that is nobody's. */
export function taxKeysOf(taxId: string, country: string): string[] {
  const key = taxKey(taxId)
  if (key === '' || nobodysTaxId.test(key)) return []
  const withoutCountry = country && key.startsWith(country) ? key.slice(country.length) : key
  return [...new Set([key, withoutCountry, `${country}${withoutCountry}`])]
}

const phoneKeys = (numbers: readonly string[]): string[] => numbers.map(phoneKey).filter((digits) => digits.length >= 6)

const personKey = (named: { first_name: string; last_name: string }): string =>
  asWords(plainName({ ...named, company: '' }))

/** The name by which an account is looked for: its own, or the one that would be made of its first contact. */
export const nameOf = ({ account, contacts }: Candidate): string =>
  saidName(account) || (contacts[0] ? plainName(contacts[0], contacts[0].emails[0]) : '')

const saidName = (account: CandidateAccount): string =>
  account.name || (account.type === 'company' ? account.company_name : '')

const knownContactOf = (said: CandidateContact, ref: ContactRef): KnownContact => ({
  ref,
  name: plainName(said, said.emails[0]),
  nameKey: personKey(said),
  plainKey: asWords(plainName(said)),
  birthDate: said.birth_date,
  emails: said.emails.map(emailKey),
  phones: phoneKeys(said.phones.map(({ number }) => number)),
})

/** What a row says of its contacts, as those that are known say it. */
export const saidContacts = ({ contacts }: Candidate, row: number): KnownContact[] =>
  contacts.map((contact) => knownContactOf(contact, `row:${row}:${contact.number}`))

/** Accounts and contacts as they are looked for. */
export class Known {
  /** Of the firm's tax IDs most, where a row does not say it. */
  readonly country: string
  readonly takenIds = new Set<string>()
  readonly #refs = new Set<AccountRef>()
  readonly #byId = new Map<string, KnownAccount>()
  readonly #byTaxKey = new Map<string, Set<KnownAccount>>()
  readonly #byName = new Map<string, Set<KnownAccount>>()
  readonly #byEmail = new Map<string, Map<ContactRef, KnownContact>>()

  constructor(country: string) {
    this.country = country
  }

  has = (ref: AccountRef): boolean => this.#refs.has(ref)
  withId = (shortId: string): KnownAccount | undefined => this.#byId.get(shortId)
  withTaxId = (taxId: string, country: string): KnownAccount[] => [
    ...new Set(taxKeysOf(taxId, country || this.country).flatMap((key) => [...(this.#byTaxKey.get(key) ?? [])])),
  ]
  named = (name: string): KnownAccount[] => [...(this.#byName.get(asWords(name)) ?? [])].slice(0, mostOfOneName)
  withAddress = (emails: readonly string[]): KnownContact[] => [
    ...new Map(emails.flatMap((email) => [...(this.#byEmail.get(email) ?? [])])).values(),
  ]

  add(account: KnownAccount): void {
    this.#refs.add(account.ref)
    if (account.shortId) this.#byId.set(account.shortId, account)
    for (const key of account.taxKeys) into(this.#byTaxKey, key, account)
    into(this.#byName, asWords(account.name), account)
    for (const contact of account.contacts) this.addContact(contact)
  }

  addContact(contact: KnownContact): void {
    for (const email of contact.emails) {
      const known = this.#byEmail.get(email)
      if (known) {
        if (known.size < mostOfOneName) known.set(contact.ref, contact)
      } else this.#byEmail.set(email, new Map([[contact.ref, contact]]))
    }
  }

  /** Puts down what a row will have made once it is imported: an account of its own, or more of the one that it joins. */
  addRow(candidate: Candidate, row: number, joined: KnownAccount | null): void {
    const contacts = saidContacts(candidate, row)
    const { account } = candidate
    const taxKeys = taxKeysOf(account.tax_id, account.tax_country || this.country)
    if (!joined) {
      const [shortId, name] = [account.id.toUpperCase(), nameOf(candidate)]
      this.add({ ref: `row:${row}`, shortId, name, type: account.type, taxKeys, isArchived: false, contacts })
      return
    }
    joined.contacts.push(...contacts.slice(0, Math.max(0, mostOfOneAccount - joined.contacts.length)))
    for (const contact of contacts) this.addContact(contact)
    if (joined.taxKeys.length > 0) return
    joined.taxKeys.push(...taxKeys)
    for (const key of taxKeys) into(this.#byTaxKey, key, joined)
  }
}

function into<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key)
  // What is looked for among them is looked for in every row.
  if (set) {
    if (set.size < mostOfOneName) set.add(value)
  } else map.set(key, new Set([value]))
}

/** What the firm has that these rows may be about: of it, what their importer may see. */
export async function addFirm(
  db: Db | Trx,
  staff: Staff,
  known: Known,
  candidates: readonly Candidate[],
): Promise<void> {
  const wanted = {
    ids: new Set<string>(),
    taxKeys: new Set<string>(),
    names: new Set<string>(),
    emails: new Set<string>(),
  }
  for (const candidate of candidates) {
    const { account, contacts } = candidate
    if (account.id) wanted.ids.add(account.id.toUpperCase())
    for (const key of taxKeysOf(account.tax_id, account.tax_country || known.country)) wanted.taxKeys.add(key)
    const name = asWords(nameOf(candidate))
    if (name) wanted.names.add(name)
    for (const email of contacts.flatMap((contact) => contact.emails)) wanted.emails.add(emailKey(email))
  }
  const visible = () =>
    accountsOf(db, staff).select([
      'account.id',
      'account.short_id',
      'account.name',
      'account.type',
      'account.tax_id',
      'account.tax_country',
      'account.archived_at',
    ])
  const taken = await inPieces(wanted.ids, (ids) =>
    db.selectFrom('account').select('short_id').where('short_id', 'in', ids).execute(),
  )
  for (const { short_id } of taken) known.takenIds.add(short_id)
  const byId = await inPieces(
    taken.map(({ short_id }) => short_id),
    (ids) => visible().where('account.short_id', 'in', ids).execute(),
  )
  const byTaxId = await inPieces(wanted.taxKeys, (keys) =>
    // The second condition is the partial index's own, as a literal: else SQLite does not use it.
    visible().where('account.tax_key', 'in', keys).where('account.tax_key', '<>', sql.lit('')).execute(),
  )
  const byName = await inPieces(wanted.names, (names) =>
    db
      .selectFrom(
        visible()
          .select(sql<number>`row_number() over (partition by account.sort_name order by account.id)`.as('nth'))
          .where('account.sort_name', 'in', names)
          .as('named'),
      )
      .selectAll()
      .where('nth', '<=', mostOfOneName)
      .orderBy('id')
      .execute(),
  )
  const found = new Map([...byId, ...byTaxId, ...byName].map((account) => [account.id, account]))
  for (const id of found.keys()) if (known.has(`account:${id}`)) found.delete(id)
  const linked = await inPieces(found.keys(), (accountIds) =>
    db
      .selectFrom(
        db
          .selectFrom('link')
          .innerJoin('contact', 'contact.id', 'link.contact_id')
          .select(['link.account_id', ...contactColumns])
          .select(sql<number>`row_number() over (partition by link.account_id order by contact.id)`.as('nth'))
          .where('link.account_id', 'in', accountIds)
          .as('linked'),
      )
      .selectAll()
      .where('nth', '<=', mostOfOneAccount)
      .orderBy('id')
      .execute(),
  )
  const addressed = await inPieces(wanted.emails, (emails) =>
    db
      .selectFrom(
        contactsOf(db, staff)
          .innerJoin('address', 'address.contact_id', 'contact.id')
          .select(contactColumns)
          .select(sql<number>`row_number() over (partition by address.email_key order by contact.id)`.as('nth'))
          .where('address.email_key', 'in', emails)
          .as('addressed'),
      )
      .selectAll()
      .where('nth', '<=', mostOfOneName)
      .orderBy('id')
      .execute(),
  )
  const contacts = await knownContacts(db, [...linked, ...addressed])
  const byAccount = Map.groupBy(linked, (link) => link.account_id)
  for (const account of found.values())
    known.add({
      ref: `account:${account.id}`,
      shortId: account.short_id,
      name: account.name,
      type: account.type,
      taxKeys: taxKeysOf(account.tax_id, account.tax_country || known.country),
      isArchived: account.archived_at !== null,
      contacts: (byAccount.get(account.id) ?? []).map((link) => contacts.get(link.id)!),
    })
  for (const { id } of addressed) known.addContact(contacts.get(id)!)
}

interface ContactRow {
  id: number
  first_name: string
  last_name: string
  company: string
  display_name: string
  birth_date: string | null
}

async function knownContacts(db: Db | Trx, rows: readonly ContactRow[]): Promise<Map<number, KnownContact>> {
  const ids = new Set(rows.map((row) => row.id))
  const [addresses, phones] = [
    await inPieces(ids, (some) =>
      db.selectFrom('address').select(['contact_id', 'email_key']).where('contact_id', 'in', some).execute(),
    ),
    await inPieces(ids, (some) =>
      db.selectFrom('phone').select(['contact_id', 'number']).where('contact_id', 'in', some).execute(),
    ),
  ]
  const emails = Map.groupBy(addresses, (row) => row.contact_id)
  const numbers = Map.groupBy(phones, (row) => row.contact_id)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ref: `contact:${row.id}` as const,
        name: row.display_name,
        nameKey: personKey(row),
        plainKey: asWords(plainName(row)),
        birthDate: row.birth_date,
        emails: (emails.get(row.id) ?? []).map(({ email_key }) => email_key),
        phones: phoneKeys((numbers.get(row.id) ?? []).map(({ number }) => number)),
      },
    ]),
  )
}
