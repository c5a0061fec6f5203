import { type ExpressionBuilder, sql } from 'kysely'
import {
  type Account,
  type AccountFields,
  addAccount,
  generatedName,
  lockedAccount,
  mustSee,
  namedAccountsOf,
  seesAccount,
} from '#src/accounts/account.ts'
import { type Act, permitted, record } from '#src/audit/audit.ts'
import {
  type ContactInput,
  createContact,
  lockedContact,
  mustSeeContacts,
  presentContact,
} from '#src/contacts/contact.ts'
import { contactName, plainName } from '#src/contacts/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Asked, type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { hook } from '#src/platform/hook.ts'
import { Conflict, notFound, Refusal } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contact linked': true
    'contact unlinked': true
    'description changed': true
    'primary contact changed': true
  }
}

/** What the nouns below keep of a link that is about to go, by their own names, for it to be brought back whole. */
export type LinkRemains = Record<string, unknown>

/** Told before a contact is unlinked: whoever keeps something of the link gives it up, and writes into `kept` what it was. */
export const linkLeaving = hook<[act: Act, link: { accountId: number; contactId: number }, kept: LinkRemains]>()
/** Told when a link that was taken away is back, with what was kept of it; whoever can't bring something back names it in `left`. */
export const linkRestored =
  hook<[act: Act, link: { accountId: number; contactId: number }, kept: LinkRemains, left: string[]]>()

/** The last contact of an account can't be unlinked. */
export class LastContact extends Refusal {
  constructor() {
    super(409, 'changed meanwhile')
  }
}

/** An account's links with their contacts, as a query to narrow. The account must be one that the reader may see. */
const linksOf = (db: Db | Trx, accountId: Asked<number>) =>
  db
    .selectFrom('link')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .leftJoin('address', (join) => join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1))
    .leftJoin('phone', (join) => join.onRef('phone.contact_id', '=', 'contact.id').on('phone.position', '=', 0))
    .select(['contact.id', 'contact.display_name', 'contact.first_name', 'contact.last_name', 'contact.company'])
    .select('contact.sort_name')
    .select(['link.description', 'link.version', 'link.signer_position', 'address.email', 'phone.number as phone'])
    .where('link.account_id', '=', accountId)

/** The contacts of an account in alphabetical order, with the link's description. */
export const linkedContacts = prepared((db, accountId: Placeholder<number>) =>
  linksOf(db, accountId).orderBy('contact.sort_name').orderBy('contact.id'),
)

/** Whose name is an account's, as either is shown or in its parts. */
const isNamedLike =
  ({ name, sort_name }: { name: Asked<string>; sort_name: Asked<string> }) =>
  (eb: ExpressionBuilder<Tables, 'contact'>) =>
    eb.or([
      eb('contact.sort_name', '=', sort_name),
      eb(sql<string>`trim(contact.first_name || ' ' || contact.last_name)`, '=', name),
    ])

const firstRows = prepared(
  (
    db,
    accountId: Placeholder<number>,
    chosenId: Placeholder<number>,
    name: Placeholder<string>,
    sort_name: Placeholder<string>,
    most: Placeholder<number>,
  ) => {
    const all = db
      .selectFrom('link as each')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('each.account_id', '=', accountId)
    return linksOf(db, accountId)
      .select(all.as('all'))
      .orderBy((eb) =>
        eb
          .case()
          .when('contact.id', '=', chosenId)
          .then(0)
          .when(isNamedLike({ name, sort_name })(eb as unknown as ExpressionBuilder<Tables, 'contact'>))
          .then(1)
          .else(2)
          .end(),
      )
      .orderBy('contact.sort_name')
      .orderBy('contact.id')
      .limit(most)
  },
)

/**
 * The contacts of an account of which its profile speaks first, at most `most`: the primary one, which is the chosen one, else whose
 * name is the account's, else the first; behind it the others by name. And how many there are. One query.
 */
export async function firstContacts(
  db: Db | Trx,
  account: Pick<Account, 'id' | 'name' | 'sort_name' | 'primary_contact_id'>,
  most: number,
) {
  const { id, primary_contact_id, name, sort_name } = account
  const rows = await firstRows(db, id, primary_contact_id ?? 0, name, sort_name, most)
  return { rows, count: Number(rows[0]?.all ?? 0) }
}

export type FirstContacts = Awaited<ReturnType<typeof firstContacts>>

/** Whether an account has more than that many contacts. */
export const hasMoreContacts = async (db: Db | Trx, accountId: number, many: number): Promise<boolean> =>
  (
    await db
      .selectFrom('link')
      .select('contact_id')
      .where('account_id', '=', accountId)
      .limit(many + 1)
      .execute()
  ).length > many

/** The contacts of several accounts at once with all their addresses and phones, in alphabetical order: for exports. Three queries. */
export async function linkedByAccount(db: Db, accountIds: readonly number[]) {
  const of = db.selectFrom('link').select('link.contact_id').where('link.account_id', 'in', accountIds)
  const [contacts, addresses, phones] = await Promise.all([
    db
      .selectFrom('link')
      .innerJoin('contact', 'contact.id', 'link.contact_id')
      .selectAll('contact')
      .select(['link.account_id', 'link.description'])
      .where('link.account_id', 'in', accountIds)
      .orderBy('contact.sort_name')
      .orderBy('contact.id')
      .execute(),
    db
      .selectFrom('address')
      .select(['contact_id', 'email'])
      .where('contact_id', 'in', of)
      .orderBy('is_primary', 'desc')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('phone')
      .select(['contact_id', 'label', 'number'])
      .where('contact_id', 'in', of)
      .orderBy('position')
      .execute(),
  ])
  const emails = Map.groupBy(addresses, (row) => row.contact_id)
  const numbers = Map.groupBy(phones, (row) => row.contact_id)
  return contacts.map((contact) => ({
    ...contact,
    emails: (emails.get(contact.id) ?? []).map((row) => row.email),
    phones: numbers.get(contact.id) ?? [],
  }))
}

/** The accounts of a contact that the person may see, by name. */
export const linkedAccounts = (db: Db | Trx, staff: Staff, contactId: number) =>
  namedAccountsOf(db, staff)
    .innerJoin('link', 'link.account_id', 'account.id')
    .select([
      'account.id',
      'account.name',
      'account.short_id',
      'account.archived_at',
      'link.description',
      'link.version',
    ])
    .where('link.contact_id', '=', contactId)
    .orderBy('account.sort_name')
    .orderBy('account.id')
    .execute()

/** The accounts of several contacts that the person may see, the archived ones last, by name. */
export const accountsByContact = async (db: Db, staff: Staff, contactIds: readonly number[]) =>
  contactIds.length === 0
    ? []
    : db
        .selectFrom('link')
        .innerJoin('account', 'account.id', 'link.account_id')
        .select(['link.contact_id', 'account.id', 'account.name', 'account.short_id'])
        .select(['account.archived_at', 'account.photo_small'])
        .where('link.contact_id', 'in', contactIds)
        // Begun with the few contacts, not with all accounts that somebody sees.
        .where(seesAccount(staff, 'account.id'))
        .orderBy((eb) => eb.case().when('account.archived_at', 'is', null).then(0).else(1).end())
        .orderBy('account.sort_name')
        .execute()

/** One link of an account. Throws 404 where there is none. */
export async function findLink(db: Db | Trx, accountId: number, contactId: number | null) {
  const link =
    contactId === null
      ? undefined
      : await linksOf(db, accountId).where('link.contact_id', '=', contactId).executeTakeFirst()
  if (!link) throw notFound()
  return link
}

/** A contact to link: one that is there, or one to make. */
export type Linked = { contactId: number; description?: string } | { contact: ContactInput; description?: string }

const plainNameOf = async (trx: Trx, id: number) => {
  const contact = await presentContact(trx, id)
  return plainName(contact, contact.display_name)
}

/** Links contacts that are there to an account. Throws 404 where whoever acts may not see one of them. */
export async function linkContacts(act: Act, accountId: number, contactIds: readonly number[]): Promise<void> {
  await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'edit contacts')
  await mustSeeContacts(act, contactIds, 'edit contacts')
  for (const contactId of contactIds) await linkContact(permitted(act), accountId, { contactId })
}

/** Links a contact to an account; does nothing where they are linked already. Gives the contact's number. */
export async function linkContact(act: Act, accountId: number, linked: Linked): Promise<number> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'edit contacts')
  if ('contactId' in linked) await mustSeeContacts(act, [linked.contactId], 'edit contacts')
  const contactId = 'contact' in linked ? await createContact(permitted(act), linked.contact) : linked.contactId
  const name = contactName(await presentContact(act.trx, contactId))
  const { numInsertedOrUpdatedRows } = await act.trx
    .insertInto('link')
    .values({ account_id: accountId, contact_id: contactId, description: linked.description ?? '', created_at: act.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((numInsertedOrUpdatedRows ?? 0n) > 0n)
    await record(act, {
      kind: 'contact linked',
      accountId,
      contactId,
      subject: account.name,
      changes: { contact: [null, name] },
    })
  return contactId
}

/** Unlinks a contact. Throws LastContact where the account would be left without one, 404 where there is no such link. */
export async function unlinkContact(act: Act, accountId: number, contactId: number): Promise<void> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'edit contacts')
  const link = await findLink(act.trx, accountId, contactId)
  if (!(await hasMoreContacts(act.trx, accountId, 1))) throw new LastContact()
  const kept: LinkRemains = {}
  await linkLeaving.tell(act, { accountId, contactId }, kept)
  await act.trx.deleteFrom('link').where('account_id', '=', accountId).where('contact_id', '=', contactId).execute()
  const wasPrimary = account.primary_contact_id === contactId
  if (wasPrimary) await setPrimaryContact(act.trx, accountId, null)
  await record(act, {
    kind: 'contact unlinked',
    accountId,
    contactId,
    subject: account.name,
    changes: { contact: [contactName(link), null], description: [link.description || null, null] },
    undo: {
      kind: 'unlink',
      contactId,
      description: link.description,
      signerPosition: link.signer_position,
      wasPrimary,
      kept,
    },
  })
}

/** Writes whom of its contacts an account names first; null for whoever is found. */
export const setPrimaryContact = (trx: Trx, accountId: number, contactId: number | null) =>
  trx.updateTable('account').set({ primary_contact_id: contactId }).where('id', '=', accountId).execute()

/**
 * Makes one of an account's contacts the primary one, or with `wanted` false no longer, so that one is found again. Does nothing where it
 * is so already. Throws 404 where the two are not linked.
 */
export async function choosePrimaryContact(
  act: Act,
  accountId: number,
  contactId: number,
  wanted: boolean,
): Promise<void> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'edit contacts')
  const link = await findLink(act.trx, accountId, contactId)
  const was = account.primary_contact_id
  if ((was === contactId) === wanted) return
  const now = wanted ? contactId : null
  await setPrimaryContact(act.trx, accountId, now)
  const before = wanted && was !== null ? contactName(await lockedContact(act.trx, was)) : null
  await record(act, {
    kind: 'primary contact changed',
    accountId,
    contactId,
    subject: account.name,
    changes: { primary_contact: wanted ? [before, contactName(link)] : [contactName(link), null] },
    undo: { kind: 'primary contact', was, now },
  })
}

/** Changes what the contact is to this account. Throws Conflict, with the link as it is, when it was changed since `version`. */
export async function describeLink(
  act: Act,
  accountId: number,
  contactId: number,
  version: number,
  description: string,
) {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'edit contacts')
  const link = await findLink(act.trx, accountId, contactId)
  if (link.version !== version) throw new Conflict(link)
  if (link.description === description) return
  await act.trx
    .updateTable('link')
    .set({ description, version: version + 1 })
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .execute()
  await record(act, {
    kind: 'description changed',
    accountId,
    contactId,
    subject: account.name,
    changes: {
      contact: [contactName(link), contactName(link)],
      description: [link.description || null, description || null],
    },
    undo: { kind: 'description' },
  })
}

/**
 * Makes an account together with its contacts, at least one, in the act's transaction. A blank name is generated from the company
 * or from the first contact. Throws where no contact is given, and 404 where whoever acts may not see one that is there.
 */
export async function openAccount(
  act: Act,
  opening: { fields: AccountFields; contacts: readonly Linked[]; shortId?: string },
): Promise<Account> {
  const [first] = opening.contacts
  if (!first) throw new Error('an account has at least one contact')
  const present = opening.contacts.flatMap((contact) => ('contactId' in contact ? [contact.contactId] : []))
  await mustSeeContacts(act, present, 'manage accounts')
  const firstName =
    'contact' in first
      ? plainName(first.contact.fields, first.contact.emails[0])
      : await plainNameOf(act.trx, first.contactId)
  const { fields } = opening
  const name = fields.name || generatedName(fields.type, fields.company_name, firstName)
  const account = await addAccount(permitted(act), { ...fields, name }, opening.shortId)
  for (const contact of opening.contacts) await linkContact(permitted(act), account.id, contact)
  return account
}
