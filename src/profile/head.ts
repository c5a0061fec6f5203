import { type Account, findAccount } from '#src/accounts/account.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { tagsOf, teamOf } from '#src/accounts/team.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { PortalState } from '#src/portal/rules.ts'
import { findPortalState } from '#src/portal/state.ts'
import type { Staff } from '#src/staff/staff.ts'

/** What stands at the top of every page of one account's profile: whose it is, and what reception needs. */
export interface ProfileHead {
  id: number
  name: string
  shortId: string
  type: Account['type']
  archivedAt: string | null
  taxId: string | null
  phone: string | null
  email: string | null
  /** The hashes of the photo's files, in both sizes. */
  photoSmall: string | null
  photoLarge: string | null
  tags: { id: number; name: string; colour: string }[]
  team: { id: number; name: string }[]
  portalState: PortalState
}

/** One account that the person may see, with its head. Throws 404 for any other. Seven queries, each by an index. */
export async function findProfile(
  db: Db,
  staff: Staff,
  id: number | null,
): Promise<{ account: Account; head: ProfileHead }> {
  const account = await findAccount(db, staff, id)
  const [tags, team, first, portalState] = await Promise.all([
    tagsOf(db, account.id),
    teamOf(db, account.id),
    firstContact(db, account.id),
    findPortalState(db, account.id),
  ])
  const head = {
    id: account.id,
    name: account.name,
    shortId: account.short_id,
    type: account.type,
    archivedAt: account.archived_at,
    taxId: account.tax_id === '' ? null : account.type === 'company' ? account.tax_id : maskedTaxId(account.tax_id),
    phone: first?.number ?? null,
    email: first?.email ?? null,
    photoSmall: account.photo_small,
    photoLarge: account.photo_large,
    tags,
    team,
    portalState,
  }
  return { account, head }
}

const firstContact = (db: Db, accountId: number) =>
  db
    .selectFrom('link')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .leftJoin('address', (join) => join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1))
    .leftJoin('phone', (join) => join.onRef('phone.contact_id', '=', 'contact.id').on('phone.position', '=', 0))
    .select(['address.email', 'phone.number'])
    .where('link.account_id', '=', accountId)
    .orderBy('contact.sort_name')
    .orderBy('contact.id')
    .limit(1)
    .executeTakeFirst()
