import { type Account, findAccount } from '#src/accounts/account.ts'
import { tagsOf, teamOf } from '#src/accounts/team.ts'
import { contactName } from '#src/contacts/name.ts'
import { type FirstContacts, firstContacts } from '#src/links/link.ts'
import { rowsOfSection } from '#src/overview/section.ts'
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
  /** In the clear: who shows it masks what is a person's. */
  taxId: string
  /** Whom one turns to. */
  primary: { id: number; name: string; phone: string | null; email: string | null } | null
  /** The hashes of the photo's files, in both sizes. */
  photoSmall: string | null
  photoLarge: string | null
  tags: { id: number; name: string; colour: string }[]
  team: { id: number; name: string }[]
  portalState: PortalState
}

/** One account that the person may see, with its head and its first contacts. Throws 404 for any other. Seven queries, each by an index. */
export async function findProfile(
  db: Db,
  staff: Staff,
  id: number | null,
): Promise<{ account: Account; head: ProfileHead; contacts: FirstContacts }> {
  const account = await findAccount(db, staff, id)
  const [tags, team, contacts, portalState] = await Promise.all([
    tagsOf(db, account.id),
    teamOf(db, account.id),
    firstContacts(db, account, rowsOfSection),
    findPortalState(db, account.id),
  ])
  const [first] = contacts.rows
  const head = {
    id: account.id,
    name: account.name,
    shortId: account.short_id,
    type: account.type,
    archivedAt: account.archived_at,
    taxId: account.tax_id,
    primary: first ? { id: first.id, name: contactName(first), phone: first.phone, email: first.email } : null,
    photoSmall: account.photo_small,
    photoLarge: account.photo_large,
    tags,
    team,
    portalState,
  }
  return { account, head, contacts }
}
