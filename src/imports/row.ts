import { type AccountType, isAccountType } from '#src/accounts/rules.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import {
  type AccountField,
  accountField,
  type ContactField,
  type ContactNumber,
  contactField,
  contactNumbers,
  type FieldKey,
  type Fields,
  type Mapping,
} from './fields.ts'
import { isCompanyName, saysNoMore, splitName, withEnding } from './personal-name.ts'
import type { CandidateProblem } from './problems.ts'
import { type CandidatePhone, once, Reader, type RowOptions } from './reader.ts'

export interface CandidateAccount {
  /** The short ID that the file gives, or ''. */
  id: string
  /** '' where the name is to be generated. */
  name: string
  type: AccountType
  company_name: string
  company_street: string
  company_city: string
  company_postcode: string
  company_region: string
  /** ISO 3166-1 alpha-2, or ''. */
  company_country: string
  tax_id: string
  /** ISO 3166-1 alpha-2, or '' where the file does not say. */
  tax_country: string
  tags: string[]
  /** Staff, by e-mail address or by name. */
  team: string[]
  preparer: string
  reviewer: string
}

export interface CandidateContact {
  /** Which contact of the row: 1 to 4. */
  number: ContactNumber
  first_name: string
  last_name: string
  company: string
  /** The primary one first. */
  emails: string[]
  phones: CandidatePhone[]
  street: string
  street_2: string
  city: string
  postcode: string
  region: string
  /** ISO 3166-1 alpha-2, or ''. */
  country: string
  language: Language | null
  /** YYYY-MM-DD. */
  birth_date: string | null
  notes: string
  /** Of the link between this contact and the account. */
  description: string
}

/** What a row asks for. To be imported only where none of the problems `rejects` it. */
export interface Candidate {
  account: CandidateAccount
  contacts: CandidateContact[]
  problems: CandidateProblem[]
  /** Fields that say something which nothing is made of: a full name beside another first and last one. */
  unused: FieldKey[]
}

/** The cells of a row by field, those of columns that are not imported left out. */
export function fieldsOf(mapping: Mapping, cells: readonly string[]): Fields {
  const fields: Fields = {}
  for (const [i, key] of mapping.entries()) if (key) fields[key] = cells[i] ?? ''
  return fields
}

/** A mapped CSV row as the account and the contacts that it asks for. See `candidateOf`. */
export const toCandidate = (
  mapping: Mapping,
  cells: readonly string[],
  options: RowOptions = { order: 'dmy' },
): Candidate => candidateOf(fieldsOf(mapping, cells), options)

/**
 * The account and the contacts that a row asks for, and what is wrong with it. Never throws. Text comes out NFC, trimmed, within the
 * limits of fields.ts. A contact without a name takes the account's; a row that names an account alone makes its contact from that.
 */
export function candidateOf(fields: Fields, options: RowOptions = { order: 'dmy' }): Candidate {
  const problems: CandidateProblem[] = []
  const read = new Reader(fields, problems, options)
  const account = readAccount(read)
  const unused: FieldKey[] = []
  const contacts = contactNumbers
    .map((number) => readContact(read, number, unused))
    .filter((contact) => contact !== null)
  if (fields[accountField('tax_country')]?.trim() && account.tax_id === '') unused.push(accountField('tax_country'))
  if (!fields[accountField('type')]?.trim()) employ(account, contacts)
  account.type = readType(read, account, contacts)
  nameTheNameless(account, contacts)
  for (const contact of contacts) {
    if (!isNamed(contact)) read.problem(contactField(contact.number, 'full_name'), 'contact without a name', '')
  }
  if (contacts.length === 0) read.problem(null, 'nobody', '')
  return { account, contacts, problems, unused }
}

// Groups of Google's own, as its CSV and its cards write them: everybody is in the first.
const everybody = /^(?:\* )?my ?contacts$/i

function ownTags(tags: string[]): string[] {
  const isGoogle = tags.some((tag) => everybody.test(tag) || tag.startsWith('* '))
  return tags
    .filter((tag) => !everybody.test(tag) && !(isGoogle && /^(?:\* )?(?:starred|other ?contacts)$/i.test(tag)))
    .map((tag) => tag.replace(/^\* /, ''))
}

function readAccount(read: Reader): CandidateAccount {
  const line = (name: AccountField) => read.line(accountField(name))
  return {
    id: line('id'),
    name: line('name'),
    type: 'individual',
    company_name: line('company_name'),
    company_street: line('company_street'),
    company_city: line('company_city'),
    company_postcode: line('company_postcode'),
    company_region: line('company_region'),
    company_country: read.country(accountField('company_country')),
    tax_id: line('tax_id'),
    tax_country: read.country(accountField('tax_country')),
    tags: ownTags(read.list(accountField('tags'))),
    team: read.list(accountField('team')),
    preparer: line('preparer'),
    reviewer: line('reviewer'),
  }
}

function readContact(read: Reader, number: ContactNumber, unused: FieldKey[]): CandidateContact | null {
  const key = (name: ContactField) => contactField(number, name)
  const line = (name: ContactField) => read.line(key(name))
  const suffix = line('suffix')
  const first = [line('first_name'), line('middle_name')].filter(Boolean).join(' ')
  const contact: CandidateContact = {
    number,
    first_name: read.within(key('first_name'), first),
    last_name: line('last_name'),
    company: line('company'),
    emails: once([...read.emails(key('email')), ...read.emails(key('email_2'))]),
    phones: [...read.phones(key('phone')), ...read.phones(key('phone_2')), ...read.phones(key('phone_3'))],
    street: line('street'),
    street_2: line('street_2'),
    city: line('city'),
    postcode: line('postcode'),
    region: line('region'),
    country: read.country(key('country')),
    language: read.language(key('language')),
    birth_date: read.birthDate(key('birth_date')),
    notes: read.notes(key('notes')),
    description: line('description'),
  }
  const full = line('full_name')
  if (full && !contact.first_name && !contact.last_name) nameWhole(contact, full)
  else if (full && !saysNoMore(full, `${contact.first_name} ${contact.last_name} ${suffix}`))
    unused.push(key('full_name'))
  if (contact.last_name) contact.last_name = read.within(key('last_name'), withEnding(contact.last_name, suffix))
  const says = Object.entries(contact).some(
    ([name, value]) => !['number', 'language'].includes(name) && value !== null && String(value) !== '',
  )
  return says ? contact : null
}

const hasPersonName = ({ first_name, last_name }: CandidateContact): boolean => Boolean(first_name || last_name)
const isNamed = (contact: CandidateContact): boolean =>
  hasPersonName(contact) || contact.company !== '' || contact.emails.length > 0

function nameWhole(contact: CandidateContact, full: string): void {
  if (isCompanyName(full)) contact.company ||= full
  else Object.assign(contact, splitName(full))
}

/** Who is the client themselves is employed by the company that the row names beside, and is no company. */
function employ(account: CandidateAccount, contacts: readonly CandidateContact[]): void {
  const [first] = contacts
  if (!first || !account.company_name || !hasPersonName(first)) return
  const isThemselves = saysNoMore(account.name, `${first.first_name} ${first.last_name}`) && account.name !== ''
  if (!isThemselves || account.company_street) return
  first.company ||= account.company_name
  account.company_name = ''
}

const emptyContact = (): CandidateContact => ({
  number: 1,
  first_name: '',
  last_name: '',
  company: '',
  emails: [],
  phones: [],
  street: '',
  street_2: '',
  city: '',
  postcode: '',
  region: '',
  country: '',
  language: null,
  birth_date: null,
  notes: '',
  description: '',
})

/** The first contact takes the account's name where the row gives none; where the row has no contact at all, it is made so. */
function nameTheNameless(account: CandidateAccount, contacts: CandidateContact[]): void {
  const name = account.name || account.company_name
  if (!name) return
  if (contacts.length === 0) contacts.push(emptyContact())
  const first = contacts.find(({ number }) => number === 1)
  if (!first || hasPersonName(first) || first.company) return
  const namesPerson = account.type === 'individual' || (account.company_name !== '' && account.name !== '')
  if (namesPerson && fold(name) !== fold(account.company_name) && !isCompanyName(name))
    Object.assign(first, splitName(name))
  if (account.type !== 'individual' || !hasPersonName(first)) first.company = account.company_name || name
}

const typeWords: Record<AccountType, RegExp> = {
  individual:
    /^(individual|person|personal|people|private|particular|pessoa( singular)?|singular|individuo|household|family|familia|casal|couple|joint|eni|empresario em nome individual|1040|sole (trader|proprietor(ship)?))\b/,
  company:
    /\b(company|companies|business|organi[sz]ation|empresa|sociedade|organizacao|pessoa coletiva|pessoa colectiva|unipessoal|lda|sa|sgps|ltd|limited|llc|llp|plc|inc|corp|corporation|c corp|s corp|partnership|1120s?|1065)\b/,
  other:
    /\b(other|outro|outra|outros|trust|estate|heranca|nonprofit|non profit|not for profit|associacao|association|fundacao|foundation|charity|condominio)\b/,
}

function readType(read: Reader, account: CandidateAccount, contacts: readonly CandidateContact[]): AccountType {
  const text = read.line(accountField('type'))
  const word = fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  if (isAccountType(word)) return word
  const known = (['individual', 'other', 'company'] as const).find((type) => typeWords[type].test(word))
  if (known) return known
  if (text !== '') read.problem(accountField('type'), 'unknown type', text)
  if (account.company_name || isCompanyName(account.name)) return 'company'
  const onlyCompanies = contacts.length > 0 && contacts.every((contact) => contact.company && !hasPersonName(contact))
  return onlyCompanies && !account.name ? 'company' : 'individual'
}
