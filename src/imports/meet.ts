import { type Account, type AccountFields, accountsOf, changeAccount } from '#src/accounts/account.ts'
import { isAccountType } from '#src/accounts/rules.ts'
import { isShortId, shortIdTaken } from '#src/accounts/short-id.ts'
import { taxKey } from '#src/accounts/tax-id.ts'
import { setAccountRoles, setAccountTags, setTeam, tagsOf, teamOf } from '#src/accounts/team.ts'
import type { Act } from '#src/audit/audit.ts'
import { ownAddressesOf } from '#src/contacts/address.ts'
import {
  type Contact,
  type ContactInput,
  changeContact,
  contactsOf,
  fieldsOf,
  phonesOf,
} from '#src/contacts/contact.ts'
import { plainName } from '#src/contacts/name.ts'
import { describeLink, findLink, type Linked, linkContact, linkedContacts, openAccount } from '#src/links/link.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { asWords, digitsOf, fold } from '#src/platform/language/fold.ts'
import { can } from '#src/staff/rights.ts'
import { activeStaff, type Staff } from '#src/staff/staff.ts'
import { tagNamed } from '#src/tags/tag.ts'
import type { MeetingProblem } from './import.ts'
import type { Candidate, CandidateContact } from './row.ts'
import type { Existing } from './rules.ts'

/** Rejects a row for what it says when it meets the firm's data. Its transaction is rolled back. */
export class Rejected extends Error {
  readonly code: MeetingProblem
  readonly value: string
  constructor(code: MeetingProblem, value = '') {
    super(code)
    this.code = code
    this.value = value
  }
}

export interface Met {
  accountsCreated: number
  accountsUpdated: number
  contactsCreated: number
}

export interface Importer {
  staff: Staff
  existing: Existing
  /** ISO 3166-1 alpha-2 of the firm: whose tax IDs the file most likely holds. */
  country: string
}

const inputOf = (contact: CandidateContact): ContactInput => ({
  fields: {
    first_name: contact.first_name,
    last_name: contact.last_name,
    company: contact.company,
    language: contact.language,
    birth_date: contact.birth_date,
    street: contact.street,
    street_2: contact.street_2,
    city: contact.city,
    postcode: contact.postcode,
    region: contact.region,
    country: contact.country,
    notes: contact.notes,
    tax_country: '',
  },
  emails: contact.emails,
  phones: contact.phones,
})

/**
 * Imports one row, whole or not at all: an account that is there is found by its ID, then its tax ID, then its exact name; a contact
 * by one of its addresses, unless the row names somebody else. Only what the importer may see is matched. Throws Rejected.
 */
export async function meet(act: Act, importer: Importer, { account, contacts }: Candidate): Promise<Met> {
  const met: Met = { accountsCreated: 0, accountsUpdated: 0, contactsCreated: 0 }
  const tags = await tagIds(act, importer, account.tags)
  const people = await staffNamed(act, importer, account)
  const known = await matchingAccount(act, importer, account, contacts)
  const linked: Linked[] = []
  for (const contact of contacts) {
    const match = await matchingContact(act, importer, contact, known)
    if (match) await refresh(act, importer, match, contact)
    else met.contactsCreated++
    linked.push(
      match
        ? { contactId: match.id, description: contact.description }
        : { contact: inputOf(contact), description: contact.description },
    )
  }
  const fields: Omit<AccountFields, 'name' | 'type'> = {
    company_name: account.company_name,
    company_street: account.company_street,
    company_city: account.company_city,
    company_postcode: account.company_postcode,
    company_region: account.company_region,
    company_country: account.company_country,
    tax_country: account.tax_id ? account.tax_country || importer.country : '',
    tax_id: account.tax_id,
  }
  if (!known) {
    met.accountsCreated++
    const made = await openAccount(act, {
      fields: { ...fields, name: account.name, type: isAccountType(account.type) ? account.type : 'individual' },
      contacts: linked,
      shortId: account.id.toUpperCase() || undefined,
    })
    await decorate(act, made.id, tags, people)
    return met
  }
  const changed = await changeAccount(
    act,
    known.id,
    known.version,
    wantedOf(known, { ...fields, name: account.name }, importer.existing),
  )
  if (changed.version !== known.version) met.accountsUpdated++
  for (const link of linked) {
    const contactId = await linkContact(act, known.id, link)
    if (!link.description) continue
    const now = await findLink(act.trx, known.id, contactId)
    if (importer.existing === 'replace' || (importer.existing === 'fill' && !now.description))
      await describeLink(act, known.id, contactId, now.version, link.description)
  }
  await decorate(act, known.id, tags, people)
  return met
}

/** Of what a file says, what is to be written over what is there. */
function wantedOf<T extends object>(now: T, said: Partial<T>, existing: Existing): Partial<T> {
  if (existing === 'leave') return {}
  return Object.fromEntries(
    Object.entries(said).filter(
      ([field, value]) => value !== '' && value !== null && (existing === 'replace' || !now[field as keyof T]),
    ),
  ) as Partial<T>
}

async function matchingAccount(
  act: Act,
  { staff }: Importer,
  account: Candidate['account'],
  contacts: CandidateContact[],
): Promise<Account | undefined> {
  const visible = () => accountsOf(act.trx, staff).selectAll('account')
  const id = account.id.toUpperCase()
  if (id) {
    const byId = await visible().where('account.short_id', '=', id).executeTakeFirst()
    if (byId) return byId
    if (!isShortId(id)) throw new Rejected('ID not usable', account.id)
    if (await shortIdTaken(act.trx, id)) throw new Rejected('ID taken', account.id)
  }
  const key = taxKey(account.tax_id)
  if (key) {
    // The second condition is the partial index's own: without it SQLite does not use it.
    const byTaxId = await visible()
      .where('account.tax_key', '=', key)
      .where('account.tax_key', '<>', '')
      .limit(2)
      .execute()
    if (byTaxId.length > 1) throw new Rejected('several accounts match', account.tax_id)
    if (byTaxId[0]) return byTaxId[0]
  }
  const said = account.name || (account.type === 'company' ? account.company_name : '')
  const name = said || nameOf(contacts[0])
  if (!name) return undefined
  const byName = (await visible().where('account.sort_name', '=', asWords(name)).limit(20).execute()).filter(
    (candidate) => candidate.name === name,
  )
  // Two people may have one name: an account that the file does not name itself is the same only if it has the same address.
  const same = said ? byName : await withAddressOf(act, byName, contacts)
  if (same.length > 1) throw new Rejected('several accounts match', name)
  return same[0]
}

async function withAddressOf(act: Act, accounts: Account[], contacts: CandidateContact[]): Promise<Account[]> {
  const keys = contacts.flatMap((contact) => contact.emails.map(emailKey))
  if (accounts.length === 0 || keys.length === 0) return accounts
  const rows = await act.trx
    .selectFrom('link')
    .innerJoin('address', 'address.contact_id', 'link.contact_id')
    .select('link.account_id')
    .where(
      'link.account_id',
      'in',
      accounts.map((account) => account.id),
    )
    .where('address.email_key', 'in', keys)
    .execute()
  const shared = new Set(rows.map((row) => row.account_id))
  return accounts.filter((account) => shared.has(account.id))
}

const nameOf = (contact: CandidateContact | undefined) => (contact ? plainName(contact, contact.emails[0]) : '')
const isNamed = (contact: { first_name: string; last_name: string }) => Boolean(contact.first_name || contact.last_name)

/** Husband and wife may share an address: who has another name is somebody else. */
const mayBeSame = (known: { first_name: string; last_name: string; company: string }, said: CandidateContact) =>
  !isNamed(known) || !isNamed(said) || asWords(plainName(known)) === asWords(plainName(said))

async function matchingContact(
  act: Act,
  { staff }: Importer,
  said: CandidateContact,
  account: Account | undefined,
): Promise<Contact | undefined> {
  if (said.emails.length > 0) {
    const byAddress = await contactsOf(act.trx, staff)
      .innerJoin('address', 'address.contact_id', 'contact.id')
      .selectAll('contact')
      .where('address.email_key', 'in', said.emails.map(emailKey))
      .orderBy('contact.id')
      .limit(20)
      .execute()
    const same = byAddress.find((contact) => mayBeSame(contact, said))
    if (same) return same
  }
  if (!account) return undefined
  const own = (await linkedContacts(act.trx, account.id)).find(
    (contact) =>
      asWords(plainName(contact)) === asWords(plainName(said)) &&
      plainName(said) !== '' &&
      (!contact.email || said.emails.length === 0),
  )
  return own && act.trx.selectFrom('contact').selectAll().where('id', '=', own.id).executeTakeFirst()
}

/** Brings a known contact up to what the file says of it. Addresses and phones are added, never taken away. */
async function refresh(act: Act, { existing }: Importer, known: Contact, said: CandidateContact): Promise<void> {
  if (existing === 'leave') return
  const [addresses, phones] = [await ownAddressesOf(act.trx, known.id), await phonesOf(act.trx, known.id)]
  const emails = addresses.map((address) => address.email)
  const newEmails = said.emails.filter((email) => !emails.some((old) => emailKey(old) === emailKey(email)))
  const newPhones = said.phones.filter(
    (phone) => !phones.some((old) => digitsOf(old.number) === digitsOf(phone.number)),
  )
  const { fields } = inputOf(said)
  const wanted = wantedOf(known, fields, existing)
  const differs = Object.entries(wanted).some(([field, value]) => known[field as keyof Contact] !== value)
  if (!differs && newEmails.length === 0 && newPhones.length === 0) return
  await changeContact(act, known.id, known.version, {
    fields: { ...fieldsOf(known), ...wanted },
    emails: [...emails, ...newEmails],
    phones: [...phones, ...newPhones],
  })
}

const newTagColour = 'slate'

async function tagIds(act: Act, { staff }: Importer, names: string[]): Promise<number[]> {
  if (names.length === 0) return []
  const known = await act.trx
    .selectFrom('tag')
    .select(['id', 'name_key'])
    .where('name_key', 'in', names.map(fold))
    .execute()
  const byKey = new Map(known.map((tag) => [tag.name_key, tag.id]))
  const unknown = names.filter((name) => !byKey.has(fold(name)))
  if (unknown[0] && !can(staff, 'manage tags')) throw new Rejected('no such tag', unknown[0])
  for (const name of unknown) byKey.set(fold(name), await tagNamed(act, name, newTagColour))
  return names.map((name) => byKey.get(fold(name))!)
}

interface People {
  team: number[]
  preparer: number | null
  reviewer: number | null
}

async function staffNamed(act: Act, { staff }: Importer, account: Candidate['account']): Promise<People> {
  const said = [...account.team, account.preparer, account.reviewer].filter(Boolean)
  if (said.length === 0) return { team: [], preparer: null, reviewer: null }
  if (!can(staff, 'assign team')) throw new Rejected('may not assign team members', said[0])
  const everybody = await activeStaff(act.trx)
  const idOf = (text: string) => {
    const found = everybody.filter(
      (person) => emailKey(person.email) === emailKey(text) || asWords(person.name) === asWords(text),
    )
    if (found.length !== 1) throw new Rejected('no such team member', text)
    return found[0]!.id
  }
  return {
    team: account.team.map(idOf),
    preparer: account.preparer ? idOf(account.preparer) : null,
    reviewer: account.reviewer ? idOf(account.reviewer) : null,
  }
}

async function decorate(
  act: Act,
  accountId: number,
  tags: number[],
  { team, preparer, reviewer }: People,
): Promise<void> {
  if (tags.length > 0)
    await setAccountTags(act, accountId, [...(await tagsOf(act.trx, accountId)).map((tag) => tag.id), ...tags])
  if (team.length > 0)
    await setTeam(act, accountId, [...(await teamOf(act.trx, accountId)).map((member) => member.id), ...team])
  const roles = { ...(preparer ? { preparer } : {}), ...(reviewer ? { reviewer } : {}) }
  if (Object.keys(roles).length > 0) await setAccountRoles(act, accountId, roles)
}
