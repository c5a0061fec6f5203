import { type Act, record } from '#src/audit/audit.ts'
import { type Contact, mustSeeContacts } from '#src/contacts/contact.ts'
import { mergedInto } from '#src/contacts/merged.ts'
import { contactName } from '#src/contacts/name.ts'
import { linkedAccounts } from '#src/links/link.ts'
import type { Db } from '#src/platform/db/database.ts'
import { inPlace } from '#src/platform/module.ts'
import type { Staff } from '#src/staff/staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contact exported': true
  }
}

const exportsOf = inPlace(({ person }) => person?.exports)

/** Everything held about a person, noun by noun. */
export type PersonalData = { exportedAt: string } & Record<string, unknown>

/**
 * Everything held about a person, of the accounts that the reader may see: the others are counted. It is told in the audit trail. Throws
 * 404 where whoever acts may not see the contact. For the system `reader` reads.
 */
export async function personalData(act: Act, reader: Staff, contact: Contact): Promise<PersonalData> {
  const staff = (await mustSeeContacts(act, [contact.id], 'manage contacts')) ?? reader
  const contactIds = await mergedInto(act.trx as unknown as Db, contact.id)
  const accountIds = (await linkedAccounts(act.trx, staff, contact.id)).map((account) => account.id)
  const data: PersonalData = { exportedAt: act.at }
  for (const { facts } of exportsOf(act.modules))
    Object.assign(data, await facts({ act, staff, contact, contactIds, accountIds }))
  await record(act, { kind: 'contact exported', contactId: contact.id, subject: contactName(contact) })
  return data
}
