import { mayOpen } from '#src/accounts/opens.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { type Contact, contactTagsOf, phonesOf } from '#src/contacts/contact.ts'
import { type FieldGroup, fieldGroupNames, isBlank, isSame } from '#src/contacts/field-groups.ts'
import { type Masked, maskedSecrets } from '#src/contacts/secret.ts'
import type { Field } from '#src/fields/field.ts'
import { valueHome } from '#src/fields/homes.ts'
import { isHidden } from '#src/fields/rules.ts'
import type { Person } from '#src/fields/type.ts'
import { type FieldSheet, twoSheets } from '#src/fields/value.ts'
import { linkedAccounts } from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Vault } from '#src/platform/vault.ts'
import { openedBy } from '#src/portal/login.ts'
import type { Staff } from '#src/staff/staff.ts'

/** One of two contacts that may become one, with all that hangs on it. */
export interface Side {
  contact: Contact
  emails: { email: string; is_primary: number }[]
  phones: { label: string; number: string }[]
  tags: { id: number; name: string; colour: string }[]
  secrets: Masked[]
  accounts: Awaited<ReturnType<typeof linkedAccounts>>
  /** Whether there are accounts that the person may not see: they move too. How many is not theirs to know. */
  hasMore: boolean
  logins: { id: number; email: string; last_login_at: string | null }[]
}

/** Two descriptions of one account, of which at most one can stay as it is. */
export interface Described {
  accountId: number
  name: string
  first: string
  second: string
}

/** Two values of one custom field, opened; null for one that is not for a page. */
export interface ValuePair {
  field: Field
  first: string | null
  second: string | null
}

export interface Preview {
  first: Side
  second: Side
  /** What the two say differently. */
  differing: FieldGroup[]
  described: Described[]
  values: ValuePair[]
  /** Whether there are two logins of which one can stay, and it is the person's to choose. Where it is not, both stay. */
  loginChoice: 'none' | 'theirs' | 'not theirs'
  /** Whom a value may name. */
  people: readonly Person[]
}

async function sideOf(app: App, staff: Staff, contact: Contact): Promise<Side> {
  const db = app.db.read
  const [emails, phones, tags, accounts, linked, logins] = await Promise.all([
    addressesOf(db, contact.id),
    phonesOf(db, contact.id),
    contactTagsOf(db, contact.id),
    linkedAccounts(db, staff, contact.id),
    countLinks(db, contact.id),
    db
      .selectFrom('portal_login')
      .select(['id', 'email', 'last_login_at'])
      .where('contact_id', '=', contact.id)
      .orderBy('id')
      .execute(),
  ])
  const secrets = await maskedSecrets(app.vault, contact)
  return { contact, emails, phones, tags, secrets, accounts, hasMore: linked > accounts.length, logins }
}

async function countLinks(db: Db, contactId: number): Promise<number> {
  const { count } = await db
    .selectFrom('link')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow()
  return count
}

/** The custom fields in which both have something, and not the same. */
const twoValues = (vault: Vault, [one, ours]: OfContact, [other, theirs]: OfContact): ValuePair[] =>
  ours.fields.flatMap((field) => {
    const [a, b] = [ours.values.get(field.id), theirs.values.get(field.id)]
    const says = (stored: string, id: number) => vault.open(stored, valueHome({ subject: 'contact', id }, field.id))
    if (!a || !b || says(a, one) === says(b, other)) return []
    const shown = (stored: string) => (isHidden(field, stored) ? null : stored)
    return [{ field, first: shown(a), second: shown(b) }]
  })

type OfContact = readonly [contactId: number, sheet: FieldSheet]

/** What merging two contacts would bring together, and what there is to choose. Both must be ones that the person may see. */
export async function mergePreview(app: App, staff: Staff, one: Contact, other: Contact): Promise<Preview> {
  const [first, second] = await Promise.all([sideOf(app, staff, one), sideOf(app, staff, other)])
  const described = first.accounts.flatMap((account) => {
    const same = second.accounts.find((one) => one.id === account.id)
    if (!same || same.description === account.description || !same.description || !account.description) return []
    return [{ accountId: account.id, name: account.name, first: account.description, second: same.description }]
  })
  const [ours, theirs] = await twoSheets(app.db.read, one.id, other.id)
  const isTheirs = await mayOpen(app.db.read, staff, await openedBy(app.db.read, [one.id, other.id]))
  const twoLogins = first.logins.length > 0 && second.logins.length > 0
  return {
    first,
    second,
    loginChoice: !twoLogins ? 'none' : isTheirs ? 'theirs' : 'not theirs',
    values: twoValues(app.vault, [one.id, ours], [other.id, theirs]),
    people: ours.people,
    differing: fieldGroupNames.filter((group) => !isSame(app.vault, one, other, group)),
    described,
  }
}

/** What a form begins with: the record with more accounts stays, and of each field whatever is not blank. */
export function usualChoices({ first, second, differing, described, values }: Preview): Record<string, string> {
  const weight = (side: Side) => side.accounts.length + side.logins.length
  const winner = weight(second) > weight(first) ? 'second' : 'first'
  const [ours, theirs] = winner === 'first' ? [first, second] : [second, first]
  const newest = [...ours.logins, ...theirs.logins].toSorted((a, b) =>
    (a.last_login_at ?? '') < (b.last_login_at ?? '') ? 1 : -1,
  )[0]
  const from = (group: FieldGroup) =>
    isBlank(first.contact, group) ? 'second' : isBlank(second.contact, group) ? 'first' : winner
  return {
    winner,
    ...Object.fromEntries(differing.map((group) => [group, from(group)])),
    primary: winner,
    ...Object.fromEntries(described.map(({ accountId }) => [`link_${accountId}`, 'both'])),
    ...Object.fromEntries(values.map(({ field }) => [`value_${field.id}`, winner])),
    login: newest ? String(newest.id) : '',
    others: 'moved',
    version_first: String(first.contact.version),
    version_second: String(second.contact.version),
  }
}
