import { mayOpen } from '#src/accounts/opens.ts'
import { eventsFor } from '#src/accounts/visible-events.ts'
import { inputName } from '#src/fields/form.ts'
import { fieldSheet } from '#src/fields/value.ts'
import { linkedAccounts } from '#src/links/link.ts'
import { undoableMerges } from '#src/merges/undoable.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { restorable, restorersOf } from '#src/restorations/restoration.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { ContactData } from '#views/contacts/contact.tsx'
import { lockedAddresses, ownAddressesOf } from './address.ts'
import { type Contact, contactTagsOf, phonesOf } from './contact.ts'
import { duplicatesOf } from './duplicates.ts'
import { mergedInto } from './merged.ts'
import { maskedSecrets } from './secret.ts'

const shownEvents = 8

/** The addresses and phones that stand on a contact itself. Two queries; one, where the addresses are known. */
export async function textsOf(db: Db, contactId: number, own = ownAddressesOf(db, contactId)) {
  const [addresses, phones] = await Promise.all([own, phonesOf(db, contactId)])
  return { emails: addresses.map((address) => address.email), phones }
}

/** The inputs of a contact's form whose address this person can't write differently: it opens what is not theirs to open. */
export async function lockedInputs(
  app: App,
  staff: Staff,
  contactId: number,
  own: readonly { id: number }[],
): Promise<ReadonlySet<string>> {
  const locked = await lockedAddresses(app, staff, contactId)
  return new Set(
    locked.map(({ id, field_id }) =>
      field_id === null ? `email_${own.findIndex((address) => address.id === id) + 1}` : inputName({ id: field_id }),
    ),
  )
}

/** Everything that a contact's page shows to this person. */
export async function findContactPage(app: App, staff: Staff, contact: Contact): Promise<ContactData> {
  const db = app.db.read
  const everyone = await mergedInto(db, contact.id)
  const [texts, sheet, tags, accounts, latest, duplicates, merges] = await Promise.all([
    textsOf(db, contact.id),
    fieldSheet(db, 'contact', contact.id),
    contactTagsOf(db, contact.id),
    linkedAccounts(db, staff, contact.id),
    eventsFor(app, staff, { contactIds: everyone }, shownEvents),
    duplicatesOf(db, staff, contact),
    undoableMerges(db, contact.id),
  ])
  const visible = new Set(accounts.map((account) => account.id))
  const shown = latest.events.filter((event) => event.accountId === null || visible.has(event.accountId))
  return {
    contact,
    ...texts,
    sheet,
    secrets: await maskedSecrets(app.vault, contact),
    tags,
    accounts,
    duplicates,
    merges: await Promise.all(
      merges.map(async (merge) => ({ ...merge, mayUndo: await mayOpen(db, staff, merge.opens) })),
    ),
    events: shown,
    restorable: restorable(
      restorersOf(app),
      staff,
      shown.filter((event) => event.contactId === contact.id),
    ),
  }
}
