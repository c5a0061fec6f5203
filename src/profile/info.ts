import { findProfile } from '#src/accounts/profile.ts'
import { followersOf, rolesOf } from '#src/accounts/team.ts'
import { linkedContacts } from '#src/links/link.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { InfoData } from '#views/profile/info.tsx'

/** Everything that the Info page shows of one account. Throws 404 for an account that the person may not see. Nine queries. */
export async function findInfo(db: Db, staff: Staff, id: number | null): Promise<InfoData> {
  const { account, head } = await findProfile(db, staff, id)
  const [roles, followers, contacts, related] = await Promise.all([
    rolesOf(db, account.id),
    followersOf(db, account.id),
    linkedContacts(db, account.id),
    relatedAccounts(db, staff, account.id),
  ])
  return { account, head, team: head.team, roles, followers, contacts, related }
}
