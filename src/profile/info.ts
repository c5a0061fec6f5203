import { linkedContacts } from '#src/links/link.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { InfoData } from '#views/profile/info.tsx'
import { findDetails } from './details.ts'

/** Everything that the Info page shows of one account. Throws 404 for an account that the person may not see. Nine queries. */
export async function findInfo(db: Db, staff: Staff, id: number | null): Promise<InfoData> {
  const details = await findDetails(db, staff, id)
  const [contacts, related] = await Promise.all([
    linkedContacts(db, details.account.id),
    relatedAccounts(db, staff, details.account.id),
  ])
  return { ...details, contacts, related }
}
