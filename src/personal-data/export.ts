import { type Act, record } from '#src/audit/audit.ts'
import type { Contact } from '#src/contacts/contact.ts'
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

/** Everything held about a person, noun by noun. */
export type PersonalData = { exportedAt: string } & Record<string, unknown>

/**
 * Everything held about a person, of the accounts that the reader may see: the others are counted. It is told in the audit trail.
 * The contact must be one that the reader may see.
 */
export async function personalData(act: Act, staff: Staff, contact: Contact): Promise<PersonalData> {
  const contactIds = await mergedInto(act.trx as unknown as Db, contact.id)
  const accountIds = (await linkedAccounts(act.trx, staff, contact.id)).map((account) => account.id)
  const data: PersonalData = { exportedAt: act.at }
  for (const { facts } of inPlace(act.modules, ({ person }) => person?.exports))
    Object.assign(data, await facts({ act, staff, contact, contactIds, accountIds }))
  await record(act, { kind: 'contact exported', contactId: contact.id, subject: contactName(contact) })
  return data
}
