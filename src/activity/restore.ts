import { mustSee } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { mustSeeContacts } from '#src/contacts/contact.ts'
import type { App } from '#src/platform/app.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'

/** Takes an event back, for whoever sees whose it is: the account’s, or of what stands in no account the contact’s. Throws 404, and as `restoreEvent` does. */
export async function takeBack(act: Act, app: App, event: AuditEvent): Promise<readonly string[]> {
  const { accountId, contactId } = event
  if (accountId !== null) await mustSee(act, accountId)
  else if (contactId !== null) await mustSeeContacts(act, [contactId], 'signed in')
  return restoreEvent(act, restorersOf(app), event)
}
