import { accountsOf } from '#src/accounts/account.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { contactsOf, mostAtOnce } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Db } from '#src/platform/db/database.ts'
import { containing, type SearchField } from '#src/search/search.ts'
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
  /** Where and in what the query was found, unless it was the name. */
  match: { field: SearchField; text: string } | null
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

/** A thing may be found by several of its texts: the first of each is kept. */
const onePerSubject = <T extends { id: number }>(rows: T[], most: number): T[] =>
  [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].reverse().slice(0, most)

/** Accounts that the person may see and that the query finds, at most `most`, by name. */
export async function findAccounts(db: Db, staff: Staff, query: string, most: number): Promise<FoundAccount[]> {
  const entries = containing(db, 'account', query)
  if (!entries) return []
  const rows = await entries
    .innerJoin('account', 'account.id', 'entry.subject_id')
    .$if(!can(staff, 'view all accounts'), (narrow) =>
      narrow.where('entry.subject_id', 'in', accountsOf(db, staff).select('account.id')),
    )
    .select([
      'account.id',
      'account.name',
      'account.short_id',
      'account.archived_at',
      'account.photo_small',
      'account.sort_name',
      'account.type',
    ])
    .select(['entry.field', 'entry.text'])
    .limit(most * 3)
    .execute()
  return onePerSubject(rows, most)
    .sort(
      (a, b) => Number(Boolean(a.archived_at)) - Number(Boolean(b.archived_at)) || (a.sort_name < b.sort_name ? -1 : 1),
    )
    .map((row) => ({
      id: row.id,
      name: row.name,
      shortId: row.short_id,
      archivedAt: row.archived_at,
      photo: row.photo_small,
      match:
        row.field === 'name' || row.field === 'id'
          ? null
          : {
              field: row.field,
              text: row.field === 'tax id' && row.type !== 'company' ? maskedTaxId(row.text) : row.text,
            },
    }))
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

/** Contacts that the person may see and that the query finds, at most `most`, by name, each with the accounts that they may see of it. */
export async function findContacts(db: Db, staff: Staff, query: string, most: number): Promise<FoundContact[]> {
  const entries = containing(db, 'contact', query)
  if (!entries) return []
  const rows = await entries
    .innerJoin('contact', 'contact.id', 'entry.subject_id')
    .$if(!can(staff, 'view all contacts'), (narrow) =>
      narrow.where('entry.subject_id', 'in', contactsOf(db, staff).select('contact.id')),
    )
    .select(['contact.id', 'contact.display_name', 'contact.sort_name'])
    .select(['entry.field', 'entry.text'])
    .limit(most * 3)
    .execute()
  const found = onePerSubject(rows, most).sort((a, b) => (a.sort_name < b.sort_name ? -1 : 1))
  if (found.length === 0) return []
  const accounts = await accountsByContact(
    db,
    staff,
    found.map((row) => row.id),
  )
  return found.map((row) => {
    const own = accounts
      .filter((account) => account.contact_id === row.id)
      .map(({ id, name, archived_at }) => ({ id, name, archivedAt: archived_at }))
    return {
      id: row.id,
      name: contactName(row),
      match: row.field === 'name' ? null : { field: row.field, text: row.text },
      accounts: own.slice(0, shownAccounts),
      more: Math.max(0, own.length - shownAccounts),
    }
  })
}
