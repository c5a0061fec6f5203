import { namedAccountsOf } from '#src/accounts/account.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Staff } from '#src/staff/staff.ts'

export interface Related {
  accounts: {
    id: number
    name: string
    shortId: string
    archivedAt: string | null
    photo: string | null
    through: string[]
  }[]
  /** How many more share a contact that the person may not open: a number, never a name. */
  hidden: number
}

const sharedOf = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('link as own')
    .innerJoin('link as other', (join) =>
      join.onRef('other.contact_id', '=', 'own.contact_id').onRef('other.account_id', '!=', 'own.account_id'),
    )
    .innerJoin('contact', 'contact.id', 'own.contact_id')
    .select(['other.account_id', 'contact.display_name'])
    .where('own.account_id', '=', accountId)
    .orderBy('contact.sort_name')
    .limit(1000),
)

/** Every other account that shares a contact with this one, with the contacts they share. Two queries. */
export async function relatedAccounts(db: Db, staff: Staff, accountId: number): Promise<Related> {
  const shared = await sharedOf(db, accountId)
  const ids = [...new Set(shared.map((row) => row.account_id))]
  if (ids.length === 0) return { accounts: [], hidden: 0 }
  const visible = await namedAccountsOf(db, staff)
    .select(['account.id', 'account.name', 'account.short_id', 'account.archived_at', 'account.photo_small'])
    .where('account.id', 'in', ids)
    .orderBy('account.sort_name')
    .orderBy('account.id')
    .execute()
  const accounts = visible.map((account) => ({
    id: account.id,
    name: account.name,
    shortId: account.short_id,
    archivedAt: account.archived_at,
    photo: account.photo_small,
    through: shared.filter((row) => row.account_id === account.id).map((row) => contactName(row)),
  }))
  return { accounts, hidden: ids.length - accounts.length }
}
