import { sql } from 'kysely'
import { type Act, record } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { contactsOf, mustSeeContacts, presentContact } from './contact.ts'
import { contactName } from './name.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contacts told apart': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** Two contacts of whom somebody has said that they are not the same person; the smaller number first. */
    contact_distinct: { contact_id: number; other_id: number; created_at: string }
  }
}

export const pairsPerPage = 20

/** What is shared by more contacts than this, as a company's phone is, makes nobody a duplicate. */
const mostAlike = 20
/** Fewer digits than this are no phone number of one person's. */
const fewestDigits = 6

/** Why two contacts may be one: both have this address, this phone, nationally or internationally, or this name. */
export type Reason = { what: 'email' | 'phone'; text: string } | { what: 'name' }

export interface Alike {
  id: number
  name: string
  company: string
  emails: string[]
  phones: string[]
}

export interface Pair {
  one: Alike
  other: Alike
  reasons: Reason[]
}

/** A pair's place in the list of all. */
export interface PairPlace {
  one: number
  other: number
}

/** Pairs that share what stands in an index, each once: what is shared is found by one walk along the index. */
const pairsByAddress = (db: Db) =>
  db
    .selectFrom('address as a')
    .innerJoin('address as b', 'b.email_key', 'a.email_key')
    .select(['a.contact_id as one', 'b.contact_id as other'])
    .whereRef('b.contact_id', '>', 'a.contact_id')
    .where('a.email_key', 'in', (shared) =>
      shared
        .selectFrom('address')
        .select('email_key')
        .groupBy('email_key')
        .having((eb) => eb.between(eb.fn.countAll(), 2, mostAlike)),
    )

const pairsByPhone = (db: Db) =>
  db
    .selectFrom('phone as a')
    .innerJoin('phone as b', 'b.digits', 'a.digits')
    .select(['a.contact_id as one', 'b.contact_id as other'])
    .whereRef('b.contact_id', '>', 'a.contact_id')
    .where('a.digits', 'in', (shared) =>
      shared
        .selectFrom('phone')
        .select('digits')
        .groupBy('digits')
        .having((eb) => eb.between(eb.fn.countAll(), 2, mostAlike))
        .having(sql`length(digits)`, '>=', fewestDigits),
    )

const pairsByName = (db: Db) =>
  db
    .selectFrom('contact as a')
    .innerJoin('contact as b', 'b.sort_name', 'a.sort_name')
    .select(['a.id as one', 'b.id as other'])
    .whereRef('b.id', '>', 'a.id')
    .where('a.sort_name', 'in', (shared) =>
      shared
        .selectFrom('contact')
        .select('sort_name')
        .where('sort_name', '<>', '')
        .groupBy('sort_name')
        .having((eb) => eb.between(eb.fn.countAll(), 2, mostAlike)),
    )

/** The pairs of contacts after that place that the person may see and that may be one, and whether there are more. Five queries. */
export async function duplicatePairs(
  db: Db,
  staff: Staff,
  after: PairPlace | null,
): Promise<{ pairs: Pair[]; next: PairPlace | null }> {
  const rows = await db
    .selectFrom(pairsByAddress(db).union(pairsByPhone(db)).union(pairsByName(db)).as('pair'))
    .innerJoin('contact as first', 'first.id', 'pair.one')
    .innerJoin('contact as second', 'second.id', 'pair.other')
    .leftJoin('contact_distinct as apart', (join) =>
      join.onRef('apart.contact_id', '=', 'pair.one').onRef('apart.other_id', '=', 'pair.other'),
    )
    .select(['pair.one', 'pair.other'])
    .where('apart.contact_id', 'is', null)
    .where('first.merged_into_id', 'is', null)
    .where('second.merged_into_id', 'is', null)
    .where('first.erased_at', 'is', null)
    .where('second.erased_at', 'is', null)
    .$if(!can(staff, 'view all contacts'), (narrow) =>
      narrow
        .where('pair.one', 'in', contactsOf(db, staff).select('contact.id'))
        .where('pair.other', 'in', contactsOf(db, staff).select('contact.id')),
    )
    .$if(after !== null, (narrow) =>
      narrow.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('pair.one', 'pair.other'), '>', tuple(after!.one, after!.other)),
      ),
    )
    .orderBy('pair.one')
    .orderBy('pair.other')
    .limit(pairsPerPage + 1)
    .execute()
  const shown = rows.slice(0, pairsPerPage)
  const people = await alike(db, [...new Set(shown.flatMap((pair) => [pair.one, pair.other]))])
  const pairs = shown.flatMap((pair) => {
    const [one, other] = [people.get(pair.one), people.get(pair.other)]
    return one && other ? [{ one, other, reasons: reasonsOf(one, other) }] : []
  })
  return { pairs, next: rows.length > pairsPerPage ? (shown.at(-1) ?? null) : null }
}

type Known = Alike & { sortName: string; emailKeys: string[]; digits: string[] }

/** What two records of a person are told apart by. Three queries, however many. */
async function alike(db: Db, ids: readonly number[]): Promise<Map<number, Known>> {
  if (ids.length === 0) return new Map()
  const [contacts, addresses, phones] = await Promise.all([
    db.selectFrom('contact').select(['id', 'display_name', 'company', 'sort_name']).where('id', 'in', ids).execute(),
    db
      .selectFrom('address')
      .select(['contact_id', 'email', 'email_key'])
      .where('contact_id', 'in', ids)
      .orderBy('is_primary', 'desc')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('phone')
      .select(['contact_id', 'number', 'digits'])
      .where('contact_id', 'in', ids)
      .orderBy('position')
      .execute(),
  ])
  const known = contacts.map((contact): [number, Known] => {
    const emails = addresses.filter((address) => address.contact_id === contact.id)
    const numbers = phones.filter((phone) => phone.contact_id === contact.id)
    return [
      contact.id,
      {
        id: contact.id,
        name: contactName(contact),
        company: contact.company,
        sortName: contact.sort_name,
        emails: emails.map((address) => address.email),
        emailKeys: emails.map((address) => address.email_key),
        phones: numbers.map((phone) => phone.number),
        digits: numbers.map((phone) => phone.digits),
      },
    ]
  })
  return new Map(known)
}

const reasonsOf = (one: Known, other: Known): Reason[] => [
  ...one.emails
    .filter((_, i) => other.emailKeys.includes(one.emailKeys[i]!))
    .map((text) => ({ what: 'email' as const, text })),
  ...one.phones
    .filter((_, i) => one.digits[i]!.length >= fewestDigits && other.digits.includes(one.digits[i]!))
    .map((text) => ({ what: 'phone' as const, text })),
  ...(one.sortName === other.sortName ? [{ what: 'name' as const }] : []),
]

/** The contacts that may be the same person as this one and that the reader may see, by name. One query. */
export async function duplicatesOf(
  db: Db,
  staff: Staff,
  contact: { id: number; sort_name: string; erased_at: string | null },
): Promise<{ id: number; display_name: string }[]> {
  if (contact.erased_at) return []
  const sharing = db
    .selectFrom('address as own')
    .innerJoin('address as other', 'other.email_key', 'own.email_key')
    .select('other.contact_id as id')
    .where('own.contact_id', '=', contact.id)
    .union(
      db
        .selectFrom('phone as own')
        .innerJoin('phone as other', 'other.digits', 'own.digits')
        .select('other.contact_id as id')
        .where('own.contact_id', '=', contact.id)
        .where(sql`length(own.digits)`, '>=', fewestDigits),
    )
    .union(
      db.selectFrom('contact').select('id').where('sort_name', '=', contact.sort_name).where('sort_name', '<>', ''),
    )
  const found = await contactsOf(db, staff)
    .innerJoin(sharing.as('sharing'), 'sharing.id', 'contact.id')
    .select(['contact.id', 'contact.display_name'])
    .where('contact.id', '<>', contact.id)
    .where('contact.erased_at', 'is', null)
    .where('contact.id', 'not in', (apart) =>
      apart
        .selectFrom('contact_distinct')
        .select('other_id as id')
        .where('contact_id', '=', contact.id)
        .union(db.selectFrom('contact_distinct').select('contact_id as id').where('other_id', '=', contact.id)),
    )
    .orderBy('contact.sort_name')
    .orderBy('contact.id')
    .limit(mostAlike)
    .execute()
  return found.length < mostAlike ? found : []
}

/** Remembers that two contacts are two people; they are not suggested again. Throws 404 where one is gone, 409 where one was merged away. */
export async function markDistinct(act: Act, id: number, otherId: number): Promise<void> {
  const [smaller, greater] = id < otherId ? [id, otherId] : [otherId, id]
  const [one, other] = [await presentContact(act.trx, smaller), await presentContact(act.trx, greater)]
  await mustSeeContacts(act, [one.id, other.id], 'edit contacts')
  const { numInsertedOrUpdatedRows } = await act.trx
    .insertInto('contact_distinct')
    .values({ contact_id: smaller, other_id: greater, created_at: act.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return
  for (const [own, from] of [
    [one, other],
    [other, one],
  ] as const)
    await record(act, {
      kind: 'contacts told apart',
      contactId: own.id,
      subject: contactName(own),
      changes: { contact: [null, contactName(from)] },
    })
}
