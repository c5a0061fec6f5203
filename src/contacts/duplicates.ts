import { setImmediate } from 'node:timers/promises'
import { type SelectQueryBuilder, sql } from 'kysely'
import { seesFew } from '#src/accounts/sight.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { contactsOf, mustSeeContacts, presentContact, seesContact } from './contact.ts'
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

/** That as many contacts have something in common as make a duplicate likely; counted no further. */
const isShared = (rows: SelectQueryBuilder<any, any, object>) =>
  sql<boolean>`(select count(*) from (${rows.limit(mostAlike + 1)}) as alike) between 2 and ${sql.lit(mostAlike)}`

/** Pairs of which the first is one of these, each once: what is shared is looked up in an index for each. */
const pairsByAddress = (db: Db, firsts: readonly number[]) =>
  db
    .selectFrom('address as a')
    .crossJoin('address as b')
    .whereRef('b.email_key', '=', 'a.email_key')
    .select(['a.contact_id as one', 'b.contact_id as other'])
    .where('a.contact_id', 'in', firsts)
    .whereRef('b.contact_id', '>', 'a.contact_id')
    .where((eb) =>
      isShared(eb.selectFrom('address as c').select('c.id').whereRef('c.email_key', '=', 'a.email_key') as never),
    )

const pairsByPhone = (db: Db, firsts: readonly number[]) =>
  db
    .selectFrom('phone as a')
    .crossJoin('phone as b')
    .whereRef('b.digits', '=', 'a.digits')
    .select(['a.contact_id as one', 'b.contact_id as other'])
    .where('a.contact_id', 'in', firsts)
    .where(sql`length(a.digits)`, '>=', fewestDigits)
    .whereRef('b.contact_id', '>', 'a.contact_id')
    .where((eb) =>
      isShared(eb.selectFrom('phone as c').select('c.contact_id').whereRef('c.digits', '=', 'a.digits') as never),
    )

const pairsByName = (db: Db, firsts: readonly number[]) =>
  db
    .selectFrom('contact as a')
    .crossJoin('contact as b')
    .whereRef('b.sort_name', '=', 'a.sort_name')
    .select(['a.id as one', 'b.id as other'])
    .where('a.id', 'in', firsts)
    .where('a.sort_name', '<>', '')
    .whereRef('b.id', '>', 'a.id')
    .where((eb) =>
      isShared(eb.selectFrom('contact as c').select('c.id').whereRef('c.sort_name', '=', 'a.sort_name') as never),
    )

/** How many contacts are compared at a time, and how many for one page that has found a pair. */
const compared = { atOnce: 400, forPage: 4_000 }

/** The pairs of which the first is one of these contacts, after that place, that the person may see and that may be one. */
const pairsOf = (db: Db, staff: Staff, firsts: readonly number[], after: PairPlace | null, most: number) =>
  db
    .selectFrom(pairsByAddress(db, firsts).union(pairsByPhone(db, firsts)).union(pairsByName(db, firsts)).as('pair'))
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
    .where(seesContact(staff, 'pair.one'))
    .where(seesContact(staff, 'pair.other'))
    .$if(after !== null, (narrow) =>
      narrow.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('pair.one', 'pair.other'), '>', tuple(after!.one, after!.other)),
      ),
    )
    .orderBy('pair.one')
    .orderBy('pair.other')
    .limit(most)
    .execute()

/** The next so many contacts after one: of those whom the person sees, if these are few. */
async function contactsAfter(db: Db, staff: Staff, after: number, areFew: boolean): Promise<number[]> {
  const rows = areFew
    ? await db
        .selectFrom('account_team')
        .innerJoin('link', 'link.account_id', 'account_team.account_id')
        .where('account_team.staff_id', '=', staff.id)
        .where('link.contact_id', '>', after)
        .select('link.contact_id as id')
        .distinct()
        .orderBy('id')
        .limit(compared.atOnce)
        .execute()
    : await db.selectFrom('contact').select('id').where('id', '>', after).orderBy('id').limit(compared.atOnce).execute()
  return rows.map(({ id }) => id)
}

/**
 * The pairs of contacts after that place that the person may see and that may be one, and where the list goes on. All are compared with all
 * by indexes, some hundred at a time: where pairs are rare a page has fewer, but none only at the end.
 */
export async function duplicatePairs(
  db: Db,
  staff: Staff,
  after: PairPlace | null,
): Promise<{ pairs: Pair[]; next: PairPlace | null }> {
  const areFew = !can(staff, 'view all contacts') && (await seesFew(db, staff))
  const rows: PairPlace[] = []
  // The contact of the place itself may have further pairs.
  let firsts = await contactsAfter(db, staff, (after?.one ?? 1) - 1, areFew)
  let count = 0
  let last = 0
  while (firsts.length > 0 && rows.length <= pairsPerPage && (rows.length === 0 || count < compared.forPage)) {
    rows.push(...(await pairsOf(db, staff, firsts, after, pairsPerPage + 1 - rows.length)))
    count += firsts.length
    last = firsts.at(-1)!
    firsts = await contactsAfter(db, staff, last, areFew)
    await setImmediate()
  }
  const shown = rows.slice(0, pairsPerPage)
  const people = await alike(db, [...new Set(shown.flatMap((pair) => [pair.one, pair.other]))])
  const pairs = shown.flatMap((pair) => {
    const [one, other] = [people.get(pair.one), people.get(pair.other)]
    return one && other ? [{ one, other, reasons: reasonsOf(one, other) }] : []
  })
  if (rows.length > pairsPerPage) return { pairs, next: shown.at(-1)! }
  return { pairs, next: firsts.length > 0 ? { one: last, other: greatestId } : null }
}

/** No contact has a number above this one: of the contact at this place nothing follows. */
const greatestId = 2 ** 31 - 1

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
