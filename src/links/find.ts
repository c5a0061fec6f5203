import { isSeen, type Sight, sightOf } from '#src/accounts/sight.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { contactsOf, mostAtOnce, seesContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { SearchField } from '#src/search/folded.ts'
import { type Reach, search } from '#src/search/search.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { accountsByContact } from './link.ts'

export interface FoundAccount {
  id: number
  name: string
  shortId: string
  archivedAt: string | null
  /** The hash of the small photo. */
  photo: string | null
  /** In what the query was found, unless it was the name or the ID; `of`: in that of which contact. */
  match: { field: SearchField; text: string; of?: string } | null
}

export interface FoundContact {
  id: number
  name: string
  match: { field: SearchField; text: string } | null
  /** The first few of those that the person may see. */
  accounts: { id: number; name: string; archivedAt: string | null }[]
  /** How many more there are. */
  more: number
}

const shownAccounts = 3

/** With how well it was found, as the search says it. */
type Ranked = FoundAccount & { rank: number }

const byRank = (a: Ranked, b: Ranked) =>
  Number(Boolean(a.archivedAt)) - Number(Boolean(b.archivedAt)) || a.rank - b.rank

const onTeam = (db: Db, staff: Staff) => db.selectFrom('account_team as seen').where('seen.staff_id', '=', staff.id)

const reachOfAccounts = (db: Db, staff: Staff, sight: Sight): Reach =>
  sight === 'everything'
    ? sight
    : {
        isFew: sight === 'few',
        own: sight === 'most' ? null : { query: onTeam(db, staff), subjectId: 'seen.account_id' },
        each: (id) => isSeen(db, staff, sight, id),
      }

const reachOfContacts = (db: Db, staff: Staff, sight: Sight): Reach => ({
  isFew: sight === 'few',
  own:
    sight === 'everything' || sight === 'most'
      ? null
      : {
          query: onTeam(db, staff).crossJoin('link').whereRef('link.account_id', '=', 'seen.account_id'),
          subjectId: 'link.contact_id',
        },
  each: (id) => seesContact(staff, id),
})

/** Accounts that the person may see and that the query finds, at most `most`: the best found first, then by name; archived ones last. */
export async function findAccounts(
  db: Db,
  staff: Staff,
  query: string,
  most: number,
  sight?: Sight,
): Promise<Ranked[]> {
  const reach = reachOfAccounts(db, staff, sight ?? (await sightOf(db, staff)))
  const found = new Map((await search(db, 'account', query, reach, most)).map((one) => [one.id, one]))
  if (found.size === 0) return []
  const rows = await db
    .selectFrom('account')
    .select(['id', 'name', 'short_id', 'archived_at', 'photo_small', 'type'])
    .where('id', 'in', [...found.keys()])
    .orderBy('sort_name')
    .execute()
  return rows
    .map((row) => {
      const { field, text, rank } = found.get(row.id)!
      const shown = field === 'tax id' && row.type !== 'company' ? maskedTaxId(text) : text
      return {
        id: row.id,
        name: row.name,
        shortId: row.short_id,
        archivedAt: row.archived_at,
        photo: row.photo_small,
        match: field === 'name' || field === 'id' ? null : { field, text: shown },
        rank,
      }
    })
    .sort(byRank)
}

/** More than a form takes, so that one that is refused comes back whole; a database takes only so many values. */
const mostNamed = 2 * mostAtOnce

/**
 * These contacts as a search would show them, the first `mostNamed` of those asked for;
 * those that the person may not see are left out.
 */
export async function namedContacts(db: Db, staff: Staff, ids: readonly number[]): Promise<FoundContact[]> {
  if (ids.length === 0) return []
  const some = [...new Set(ids)].slice(0, mostNamed)
  const rows = await contactsOf(db, staff)
    .select(['contact.id', 'contact.display_name'])
    .where('contact.id', 'in', some)
    .orderBy('contact.sort_name')
    .execute()
  return rows.map((row) => ({ id: row.id, name: contactName(row), match: null, accounts: [], more: 0 }))
}

type AccountOfContact = Awaited<ReturnType<typeof accountsByContact>>[number]

/** What of the contacts the person may see the query finds, at most `most`, the best found first, each with all accounts that they may see of it. */
async function contactsFound(db: Db, staff: Staff, query: string, most: number, sight?: Sight) {
  const reach = can(staff, 'view all contacts')
    ? 'everything'
    : reachOfContacts(db, staff, sight ?? (await sightOf(db, staff)))
  const found = new Map((await search(db, 'contact', query, reach, most)).map((one) => [one.id, one]))
  if (found.size === 0) return []
  const [rows, accounts] = await Promise.all([
    db
      .selectFrom('contact')
      .select(['id', 'display_name'])
      .where('id', 'in', [...found.keys()])
      .where('merged_into_id', 'is', null)
      .orderBy('sort_name')
      .execute(),
    accountsByContact(db, staff, [...found.keys()]),
  ])
  const byContact = Map.groupBy(accounts, (account) => account.contact_id)
  return rows
    .map((row) => ({
      ...found.get(row.id)!,
      name: contactName(row),
      accounts: byContact.get(row.id) ?? ([] as AccountOfContact[]),
    }))
    .sort((a, b) => a.rank - b.rank)
}

type ContactFound = Awaited<ReturnType<typeof contactsFound>>[number]

const shownOf = ({ id, name, field, text, accounts }: ContactFound): FoundContact => ({
  id,
  name,
  match: field === 'name' ? null : { field, text },
  accounts: accounts.slice(0, shownAccounts).map((account) => ({
    id: account.id,
    name: account.name,
    archivedAt: account.archived_at,
  })),
  more: Math.max(0, accounts.length - shownAccounts),
})

/** Contacts that the person may see and that the query finds, at most `most`: the best found first, then by name, each with the accounts that they may see of it. */
export const findContacts = async (db: Db, staff: Staff, query: string, most: number): Promise<FoundContact[]> =>
  (await contactsFound(db, staff, query, most)).map(shownOf)

/**
 * What the search of every page shows, at most `most` of each. An account is found by its contacts' addresses and telephone numbers too:
 * whoever has the one at hand looks for the client.
 */
export async function findBoth(
  db: Db,
  staff: Staff,
  query: string,
  most: number,
): Promise<{ accounts: FoundAccount[]; contacts: FoundContact[] }> {
  const sight = await sightOf(db, staff)
  const [own, contacts] = await Promise.all([
    findAccounts(db, staff, query, most, sight),
    contactsFound(db, staff, query, most, sight),
  ])
  const accounts = new Map(own.map((account) => [account.id, account]))
  for (const { field, text, rank, name, accounts: theirs } of contacts)
    if (field === 'email' || field === 'phone')
      for (const account of theirs)
        if (!accounts.has(account.id))
          accounts.set(account.id, {
            id: account.id,
            name: account.name,
            shortId: account.short_id,
            archivedAt: account.archived_at,
            photo: account.photo_small,
            match: { field, text, of: name },
            rank,
          })
  return { accounts: [...accounts.values()].sort(byRank).slice(0, most), contacts: contacts.map(shownOf) }
}
