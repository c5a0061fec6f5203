import { addressesOf } from '#src/contacts/address.ts'
import { type Contact, contactTagsOf, phonesOf } from '#src/contacts/contact.ts'
import { type Masked, maskedSecrets } from '#src/contacts/secret.ts'
import { linkedAccounts } from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type FieldGroup, fieldGroupNames, isBlank, saysTheSame } from './fields.ts'

/** One of two contacts that may become one, with all that hangs on it. */
export interface Side {
  contact: Contact
  emails: { email: string; is_primary: number }[]
  phones: { label: string; number: string }[]
  tags: { id: number; name: string; colour: string }[]
  secrets: Masked[]
  accounts: Awaited<ReturnType<typeof linkedAccounts>>
  /** How many accounts more the person may not see: they move too. */
  hidden: number
  logins: { id: number; email: string; last_login_at: string | null }[]
}

/** Two descriptions of one account, of which at most one can stay as it is. */
export interface Described {
  accountId: number
  name: string
  first: string
  second: string
}

export interface Preview {
  first: Side
  second: Side
  /** What the two say differently. */
  differing: FieldGroup[]
  described: Described[]
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
  const secrets = maskedSecrets(app.vault, contact)
  return { contact, emails, phones, tags, secrets, accounts, hidden: linked - accounts.length, logins }
}

async function countLinks(db: Db, contactId: number): Promise<number> {
  const { count } = await db
    .selectFrom('link')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow()
  return count
}

/** What merging two contacts would bring together, and what there is to choose. Both must be ones that the person may see. */
export async function mergePreview(app: App, staff: Staff, one: Contact, other: Contact): Promise<Preview> {
  const [first, second] = await Promise.all([sideOf(app, staff, one), sideOf(app, staff, other)])
  const described = first.accounts.flatMap((account) => {
    const same = second.accounts.find((one) => one.id === account.id)
    if (!same || same.description === account.description || !same.description || !account.description) return []
    return [{ accountId: account.id, name: account.name, first: account.description, second: same.description }]
  })
  return {
    first,
    second,
    differing: fieldGroupNames.filter((group) => !saysTheSame(app.vault, one, other, group)),
    described,
  }
}

/** What a form begins with: the record with more accounts stays, and of each field whatever is not blank. */
export function usualChoices({ first, second, differing, described }: Preview): Record<string, string> {
  const weight = (side: Side) => side.accounts.length + side.hidden + side.logins.length
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
    login: newest ? String(newest.id) : '',
    others: 'moved',
    version_first: String(first.contact.version),
    version_second: String(second.contact.version),
  }
}
