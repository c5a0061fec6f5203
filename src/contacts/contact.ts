import { type Expression, type ExpressionBuilder, type Generated, type Selectable, type SqlBool, sql } from 'kysely'
import { accountsOf, seesAccount } from '#src/accounts/account.ts'
import { type Act, type Changes, changesBetween, record } from '#src/audit/audit.ts'
import { nameFormatIn } from '#src/firm/firm.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { asWords, phoneKey } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import { Conflict, changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import type { Findable } from '#src/search/folded.ts'
import { setFindable } from '#src/search/search.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'
import { applyDifference } from '#src/tags/merged.ts'
import { addressesOf, ownAddressesOf, setOwnAddresses, withoutRepeats } from './address.ts'
import { contactName, nameIn } from './name.ts'
import { type Secrets, sealedChanges, sealedForAudit } from './secret.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contact created': true
    'contact changed': true
    'contact tags changed': true
  }
}

declare module '#src/tags/tag.ts' {
  interface TagUse {
    contacts: number
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** Which contacts an account has. It stands here since it tells who may see a contact; `src/links` writes it. */
    link: {
      account_id: number
      contact_id: number
      description: Generated<string>
      /** The place among those who sign, from 1; null where nobody has set an order. */
      signer_position: Generated<number | null>
      created_at: string
      version: Generated<number>
    }
    contact: {
      id: Generated<number>
      first_name: string
      last_name: string
      company: string
      /** What it is called, as the firm writes names. */
      display_name: string
      sort_name: string
      language: Language | null
      /** YYYY-MM-DD. */
      birth_date: string | null
      street: string
      street_2: string
      city: string
      postcode: string
      region: string
      country: string
      notes: string
      /** ISO 3166-1 alpha-2, or ''. */
      tax_country: Generated<string>
      /** Sealed, or ''. */
      tax_id: Generated<string>
      /** Sealed, or ''. */
      iban: Generated<string>
      /** Whom it was merged into: it is kept for its address to lead there, and found nowhere. */
      merged_into_id: Generated<number | null>
      erased_at: Generated<string | null>
      created_at: string
      version: Generated<number>
    }
    address: {
      id: Generated<number>
      contact_id: number
      is_primary: number
      email: string
      email_key: string
      /** The custom field of type e-mail whose value it is; null for the contact's own addresses. */
      field_id: Generated<number | null>
    }
    phone: {
      id: Generated<number>
      contact_id: number
      position: number
      label: string
      number: string
      /** What tells the number however it is written: see `phoneKey`. */
      digits: string
    }
    contact_tag: { contact_id: number; tag_id: number }
  }
}

export type Contact = Selectable<Tables['contact']>

export interface ContactFields {
  first_name: string
  last_name: string
  company: string
  language: Language | null
  birth_date: string | null
  street: string
  street_2: string
  city: string
  postcode: string
  region: string
  country: string
  notes: string
  /** ISO 3166-1 alpha-2, or ''. */
  tax_country: string
}

export interface Phone {
  label: string
  number: string
}

/** A contact as a form or an import gives it. The first e-mail address is the primary one; secrets are in the clear. */
export interface ContactInput {
  fields: ContactFields
  emails: readonly string[]
  phones: readonly Phone[]
  secrets?: Secrets
}

export const blankContact: ContactFields = {
  first_name: '',
  last_name: '',
  company: '',
  language: null,
  birth_date: null,
  street: '',
  street_2: '',
  city: '',
  postcode: '',
  region: '',
  country: '',
  notes: '',
  tax_country: '',
}

/** Of a contact, what a form or an import may say. */
export const fieldsOf = (contact: Contact): ContactFields => ({
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
  tax_country: contact.tax_country,
})

/** The contacts that a person may see: all with the right, else those linked to an account that they see; none merged away. */
export const contactsOf = (db: Db | Trx, staff: Staff) =>
  db
    .selectFrom('contact')
    .where('contact.merged_into_id', 'is', null)
    .$if(!can(staff, 'view all contacts'), (query) =>
      // Not correlated: SQLite then begins with the person's accounts instead of asking for each contact.
      query.where(
        'contact.id',
        'in',
        accountsOf(db, staff).innerJoin('link', 'link.account_id', 'account.id').select('link.contact_id'),
      ),
    )

/** The same asked row by row, of the contact that a column names, as `seesAccount` is of accounts. */
export const seesContact =
  (staff: Staff, contactId: string) =>
  (eb: ExpressionBuilder<any, any>): Expression<SqlBool> =>
    can(staff, 'view all contacts')
      ? sql<SqlBool>`1 = 1`
      : eb.exists(
          eb
            .selectFrom('link')
            .select('link.contact_id')
            .whereRef('link.contact_id', '=', contactId)
            .where(seesAccount(staff, 'link.account_id')),
        )

/** The same as `contactsOf`, for contacts that are named: all others that one sees need not be gathered. */
const visible = (db: Db | Trx, staff: Staff) =>
  db.selectFrom('contact').where('contact.merged_into_id', 'is', null).where(seesContact(staff, 'contact.id'))

/** One contact that the person may see. Throws 404 for any other. */
export async function findContact(db: Db | Trx, staff: Staff, id: number | null): Promise<Contact> {
  const contact =
    id === null
      ? undefined
      : await visible(db, staff).selectAll('contact').where('contact.id', '=', id).executeTakeFirst()
  if (!contact) throw notFound()
  return contact
}

/** How many contacts one form may link, each of which is a verb of its own. */
export const mostAtOnce = 50

/** Throws 404 where the person may not see every one of these contacts. */
export async function requireContacts(db: Db | Trx, staff: Staff, ids: readonly number[]): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const found = await visible(db, staff).select('contact.id').where('contact.id', 'in', wanted).execute()
  if (found.length < wanted.length) throw notFound()
}

/**
 * Whoever of the staff acts, as they are while the transaction runs, where they may see all of these contacts and do with them what the
 * permission says: null for the system, else 404 or 403. Verbs ask it after their lock.
 */
export async function mustSeeContacts(act: Act, ids: readonly number[], permission: Permission): Promise<Staff | null> {
  const staff = await must(act, permission)
  if (staff) await requireContacts(act.trx, staff, ids)
  return staff
}

export const phonesOf = (db: Db | Trx, contactId: number) =>
  db.selectFrom('phone').select(['label', 'number']).where('contact_id', '=', contactId).orderBy('position').execute()

export const contactTagsOf = (db: Db | Trx, contactId: number) =>
  db
    .selectFrom('contact_tag')
    .innerJoin('tag', 'tag.id', 'contact_tag.tag_id')
    .select(['tag.id', 'tag.name', 'tag.colour'])
    .where('contact_tag.contact_id', '=', contactId)
    .orderBy('tag.name_key')
    .execute()

/** Writes a contact's name as the firm writes names, and makes it findable by what it now says. */
export async function refreshContact(trx: Trx, id: number): Promise<string> {
  const contact = await trx.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const emails = (await addressesOf(trx, id)).map((address) => address.email)
  const phones = await phonesOf(trx, id)
  const name = nameIn(await nameFormatIn(trx), contact, emails[0])
  await trx
    .updateTable('contact')
    .set({ display_name: name, sort_name: asWords(name) })
    .where('id', '=', id)
    .execute()
  const numbers = phones.map((phone) => phone.number)
  await setFindable(trx, 'contact', id, findableOf({ name, company: contact.company, emails, phones: numbers }))
  return name
}

/** By what a contact is found. */
export const findableOf = (contact: {
  name: string
  company: string
  emails: readonly string[]
  phones: readonly string[]
}): Findable[] => [
  { field: 'name', text: contact.name },
  ...(contact.company && contact.company !== contact.name
    ? [{ field: 'company' as const, text: contact.company }]
    : []),
  ...contact.emails.map((text) => ({ field: 'email' as const, text })),
  ...contact.phones.map((text) => ({ field: 'phone' as const, text })),
]

async function setPhones(trx: Trx, contactId: number, phones: readonly Phone[]): Promise<void> {
  await trx.deleteFrom('phone').where('contact_id', '=', contactId).execute()
  if (phones.length > 0)
    await trx
      .insertInto('phone')
      .values(
        phones.map(({ label, number }, position) => ({
          contact_id: contactId,
          position,
          label,
          number,
          digits: phoneKey(number),
        })),
      )
      .execute()
}

const listed = (items: readonly string[]) => items.join(', ') || null

/** Adds a contact; gives its number. It is not linked to anything yet. */
export async function createContact(act: Act, input: ContactInput): Promise<number> {
  await must(act, 'edit contacts')
  const { fields, emails, phones } = input
  const { id } = await act.trx
    .insertInto('contact')
    .values({
      ...fields,
      display_name: '',
      sort_name: '',
      created_at: act.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  // What is sealed names its row, so the row comes first.
  const sealed = sealedChanges(act.vault, { id, tax_id: '', iban: '' }, input.secrets ?? {})
  if (Object.keys(sealed).length > 0) await act.trx.updateTable('contact').set(sealed).where('id', '=', id).execute()
  await setOwnAddresses(act, id, emails)
  await setPhones(act.trx, id, phones)
  await record(act, { kind: 'contact created', contactId: id, subject: await refreshContact(act.trx, id) })
  return id
}

/** The contact as it is now, held until the transaction ends. Throws 404 where it is gone. */
export async function lockedContact(trx: Trx, id: number): Promise<Contact> {
  await locked(trx, 'contact', id)
  const contact = await trx.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst()
  if (!contact) throw notFound()
  return contact
}

/** The same of one that was neither merged away nor erased. Throws 409 for one that was: somebody was quicker. */
export async function presentContact(trx: Trx, id: number): Promise<Contact> {
  const contact = await lockedContact(trx, id)
  if (contact.merged_into_id !== null || contact.erased_at !== null) throw changedMeanwhile()
  return contact
}

/** Changes a contact with its addresses and phones. Throws Conflict, with the contact as it is, when it was changed since `version`. */
export async function changeContact(act: Act, id: number, version: number, input: ContactInput): Promise<void> {
  const old = await presentContact(act.trx, id)
  await mustSeeContacts(act, [id], 'edit contacts')
  if (old.version !== version) throw new Conflict(old)
  const { phones } = input
  const fields = { ...input.fields, ...sealedChanges(act.vault, old, input.secrets ?? {}) }
  const emails = withoutRepeats(input.emails)
  const before = {
    emails: (await ownAddressesOf(act.trx, id)).map((address) => address.email),
    phones: (await phonesOf(act.trx, id)).map((phone) => phone.number),
  }
  const own = sealedForAudit(act.vault, id, changesBetween(old, fields))
  const changes: Changes = { ...own }
  if (listed(before.emails) !== listed(emails)) changes.emails = [listed(before.emails), listed(emails)]
  const numbers = phones.map((phone) => phone.number)
  if (listed(before.phones) !== listed(numbers)) changes.phones = [listed(before.phones), listed(numbers)]
  await act.trx
    .updateTable('contact')
    .set({ ...fields, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await setOwnAddresses(act, id, emails)
  await setPhones(act.trx, id, phones)
  const subject = await refreshContact(act.trx, id)
  const undo = Object.keys(own).length > 0 ? { kind: 'contact' } : undefined
  if (Object.keys(changes).length > 0)
    await record(act, { kind: 'contact changed', contactId: id, subject, changes, undo })
}

/** Gives a contact these tags; numbers that are no tag's are left out. With `was` only the difference to it is applied: see `merged`. */
export async function setContactTags(
  act: Act,
  contactId: number,
  chosen: readonly number[],
  was?: readonly number[],
): Promise<void> {
  const contact = await presentContact(act.trx, contactId)
  await mustSeeContacts(act, [contactId], 'tag contacts')
  const names = async () => listed((await contactTagsOf(act.trx, contactId)).map((tag) => tag.name))
  const before = await names()
  const tagIds = applyDifference(await contactTagsOf(act.trx, contactId), chosen, was)
  await act.trx.deleteFrom('contact_tag').where('contact_id', '=', contactId).execute()
  if (tagIds.length > 0)
    await act.trx
      .insertInto('contact_tag')
      .columns(['contact_id', 'tag_id'])
      .expression((eb) =>
        eb
          .selectFrom('tag')
          .select([eb.val(contactId).as('contact_id'), 'id'])
          .where('id', 'in', tagIds),
      )
      .execute()
  const after = await names()
  if (before !== after)
    await record(act, {
      kind: 'contact tags changed',
      contactId,
      subject: contactName(contact),
      changes: { tags: [before, after] },
    })
}
