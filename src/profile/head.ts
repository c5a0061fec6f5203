import { type Account, accountsOf } from '#src/accounts/account.ts'
import { tagsAndTeamOf } from '#src/accounts/team.ts'
import { contactName } from '#src/contacts/name.ts'
import { type FirstContacts, firstContacts } from '#src/links/link.ts'
import { rowsOfSection } from '#src/overview/section.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { PortalState } from '#src/portal/rules.ts'
import { portalStateOf } from '#src/portal/state.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'

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

const accountsById = prepared((db, staff: Reader, id: Placeholder<number>) =>
  accountsOf(db, staff)
    .selectAll('account')
    .select((eb) => portalStateOf(eb).as('portalState'))
    .where('account.id', '=', id),
)

/** One account that the person may see, with its head and its first contacts. Throws 404 for any other. Three queries, each by an index. */
export async function findProfile(
  db: Db,
  staff: Staff,
  id: number | null,
): Promise<{ account: Account; head: ProfileHead; contacts: FirstContacts }> {
  const [found] = id === null ? [] : await accountsById(db, staff, id)
  if (!found) throw notFound()
  const { portalState, ...account } = found
  const [{ tags, team }, contacts] = await Promise.all([
    tagsAndTeamOf(db, account.id),
    firstContacts(db, account, rowsOfSection),
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
