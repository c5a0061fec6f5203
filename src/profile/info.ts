import { groupsOfAccount } from '#src/groups/list.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import { unlinkedLogins } from '#src/portal/login.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { InfoData } from '#views/profile/info.tsx'
import { findContactsPage } from './contacts.ts'
import { findDetails } from './details.ts'

/** Everything that the Info page shows of one account. Throws 404 for an account that the person may not see. Sixteen queries. */
export async function findInfo(
  db: Db,
  staff: Staff,
  id: number | null,
  { language, now, contact = null }: { language: Language; now: Date; contact?: number | null },
): Promise<InfoData> {
  const details = await findDetails(db, staff, id)
  const [contacts, unlinked, related, groups] = await Promise.all([
    findContactsPage(db, language, details.account.id, now, contact),
    unlinkedLogins(db, details.account.id),
    relatedAccounts(db, staff, details.account.id),
    groupsOfAccount(db, details.account.id),
  ])
  return { ...details, contacts, unlinked, related, groups }
}
