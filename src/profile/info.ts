import { groupsOfAccount } from '#src/groups/list.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import { unlinkedLogins } from '#src/portal/login.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { DetailsData } from '#views/profile/details.tsx'
import type { InfoData } from '#views/profile/info.tsx'
import { findContactsPage } from './contacts.ts'

/** Everything that the Info page shows of one account beside its details. Five queries. */
export async function findInfo(
  db: Db,
  staff: Staff,
  details: DetailsData,
  {
    language,
    now,
    contact = null,
    groups: known,
  }: { language: Language; now: Date; contact?: number | null; groups?: InfoData['groups'] | undefined },
): Promise<InfoData> {
  const [contacts, unlinked, related, groups] = await Promise.all([
    findContactsPage(db, language, details.account.id, now, contact),
    unlinkedLogins(db, details.account.id),
    relatedAccounts(db, staff, details.account.id),
    known ?? groupsOfAccount(db, details.account.id),
  ])
  return { ...details, contacts, unlinked, related, groups }
}
