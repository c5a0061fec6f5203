import { groupsOfAccount } from '#src/groups/list.ts'
import { linkedContacts } from '#src/links/link.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { InfoData } from '#views/profile/info.tsx'
import { findDetails } from './details.ts'

/** Everything that the Info page shows of one account. Throws 404 for an account that the person may not see. Ten queries. */
export async function findInfo(db: Db, staff: Staff, id: number | null): Promise<InfoData> {
  const details = await findDetails(db, staff, id)
  const [contacts, related, groups] = await Promise.all([
    linkedContacts(db, details.account.id),
    relatedAccounts(db, staff, details.account.id),
    groupsOfAccount(db, details.account.id),
  ])
  return { ...details, contacts, related, groups }
}
