import { type Account, type AccountFields, accountsOf, changeAccount } from '#src/accounts/account.ts'
import { isAccountType } from '#src/accounts/rules.ts'
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
import { describeLink, findLink, type Linked, linkContact, openAccount } from '#src/links/link.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { asWords, digitsOf, fold } from '#src/platform/language/fold.ts'
import { can } from '#src/staff/rights.ts'
import { activeStaff, type Staff } from '#src/staff/staff.ts'
import { tagNamed } from '#src/tags/tag.ts'
import { addFirm, Known } from './known.ts'
import { matchOf, Rejected } from './match.ts'
import type { Candidate, CandidateContact } from './row.ts'
import type { AccountRef, ContactRef, Decision, Doubtful, Existing } from './rules.ts'

export interface Met {
  accountId: number
  accountsCreated: number
  accountsUpdated: number
  contactsCreated: number
  contactsUpdated: number
}

export interface Importer {
  staff: Staff
  existing: Existing
  /** What becomes of a doubtful row about which nobody decided. */
  doubtful?: Doubtful
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

/** Whom a row is about, and what else of the firm's it names, before anything is written. */
interface Meeting {
  candidate: Candidate
  match: ReturnType<typeof matchOf>
  people: People
  tags: TagsNamed
}

/**
 * Reads whom a row is about: who is there already is found by `matchOf`, of whom the importer may see, or is whom somebody decided that it
 * is. Writes nothing. Throws Rejected.
 */
export async function meetingOf(
  act: Act,
  importer: Importer,
  candidate: Candidate,
  decision?: Decision,
): Promise<Meeting> {
  const tags = await tagsNamed(act, importer, candidate.account.tags)
  const people = await staffNamed(act, importer, candidate.account)
  const firm = new Known(importer.country)
  await addFirm(act.trx, importer.staff, firm, [candidate])
  const match = matchOf(candidate, 0, firm, decision, importer.doubtful)
  if (match.doubt) throw new Rejected('doubtful', match.doubt.accounts.map(({ shortId }) => shortId).join(', '))
  return { candidate, match, people, tags }
}

/** Imports one row, whole or not at all, as it was found to meet the firm's data. */
export async function meet(
  act: Act,
  importer: Importer,
  { candidate, match, people, ...meeting }: Meeting,
): Promise<Met> {
  const { account, contacts } = candidate
  const met: Met = { accountId: 0, accountsCreated: 0, accountsUpdated: 0, contactsCreated: 0, contactsUpdated: 0 }
  const tags = await tagIds(act, meeting.tags)
  const known = match.account && (await presentAccount(act, importer, match.account.ref))
  const linked: Linked[] = []
  for (const [i, contact] of contacts.entries()) {
    const same = match.contacts[i]
    const present = same && (await presentContact(act, importer, same.ref))
    if (!present) met.contactsCreated++
    else if (await refresh(act, importer, present, contact)) met.contactsUpdated++
    linked.push(
      present
        ? { contactId: present.id, description: contact.description }
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
    return { ...met, accountId: made.id }
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
  return { ...met, accountId: known.id }
}

const numberOf = (ref: AccountRef | ContactRef): number => Number(ref.split(':')[1])

const presentAccount = (act: Act, { staff }: Importer, ref: AccountRef): Promise<Account> =>
  accountsOf(act.trx, staff).selectAll('account').where('account.id', '=', numberOf(ref)).executeTakeFirstOrThrow()

const presentContact = (act: Act, { staff }: Importer, ref: ContactRef): Promise<Contact | undefined> =>
  contactsOf(act.trx, staff).selectAll('contact').where('contact.id', '=', numberOf(ref)).executeTakeFirst()

/** Of what a file says, what is to be written over what is there. */
function wantedOf<T extends object>(now: T, said: Partial<T>, existing: Existing): Partial<T> {
  if (existing === 'leave') return {}
  return Object.fromEntries(
    Object.entries(said).filter(
      ([field, value]) => value !== '' && value !== null && (existing === 'replace' || !now[field as keyof T]),
    ),
  ) as Partial<T>
}

/** Brings a known contact up to what the file says of it; gives whether that changed them. Addresses and phones are added, never taken away. */
async function refresh(act: Act, { existing }: Importer, known: Contact, said: CandidateContact): Promise<boolean> {
  if (existing === 'leave') return false
  const [addresses, phones] = [await ownAddressesOf(act.trx, known.id), await phonesOf(act.trx, known.id)]
  const emails = addresses.map((address) => address.email)
  const newEmails = said.emails.filter((email) => !emails.some((old) => emailKey(old) === emailKey(email)))
  const newPhones = said.phones.filter(
    (phone) => !phones.some((old) => digitsOf(old.number) === digitsOf(phone.number)),
  )
  const { fields } = inputOf(said)
  const wanted = wantedOf(known, fields, existing)
  const differs = Object.entries(wanted).some(([field, value]) => known[field as keyof Contact] !== value)
  if (!differs && newEmails.length === 0 && newPhones.length === 0) return false
  await changeContact(act, known.id, known.version, {
    fields: { ...fieldsOf(known), ...wanted },
    emails: [...emails, ...newEmails],
    phones: [...phones, ...newPhones],
  })
  return true
}

const newTagColour = 'slate'

/** Throws Rejected where a row has a tag that is not there, and who imports may not make tags. */
export function mayHaveTags(staff: Staff, known: { has(key: string): boolean }, names: readonly string[]): void {
  const unknown = names.find((name) => !known.has(fold(name)))
  if (unknown !== undefined && !can(staff, 'manage tags')) throw new Rejected('no such tag', unknown)
}

interface TagsNamed {
  names: readonly string[]
  known: Map<string, number>
}

async function tagsNamed(act: Act, { staff }: Importer, names: readonly string[]): Promise<TagsNamed> {
  if (names.length === 0) return { names, known: new Map() }
  const rows = await act.trx
    .selectFrom('tag')
    .select(['id', 'name_key'])
    .where('name_key', 'in', names.map(fold))
    .execute()
  const known = new Map(rows.map((tag) => [tag.name_key, tag.id]))
  mayHaveTags(staff, known, names)
  return { names, known }
}

async function tagIds(act: Act, { names, known }: TagsNamed): Promise<number[]> {
  for (const name of names) if (!known.has(fold(name))) known.set(fold(name), await tagNamed(act, name, newTagColour))
  return names.map((name) => known.get(fold(name))!)
}

interface People {
  team: number[]
  preparer: number | null
  reviewer: number | null
}

const namesStaff = ({ team, preparer, reviewer }: Candidate['account']) => [...team, preparer, reviewer].filter(Boolean)

/** The team that a row names, of everybody who works here. Throws Rejected. */
export function peopleNamed(
  staff: Staff,
  everybody: readonly { id: number; name: string; email: string }[],
  account: Candidate['account'],
): People {
  const [first] = namesStaff(account)
  if (first === undefined) return { team: [], preparer: null, reviewer: null }
  if (!can(staff, 'assign team')) throw new Rejected('may not assign team members', first)
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

const staffNamed = async (act: Act, { staff }: Importer, account: Candidate['account']): Promise<People> =>
  peopleNamed(staff, namesStaff(account).length > 0 ? await activeStaff(act.trx) : [], account)

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
