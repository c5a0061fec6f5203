import { type Act, perform, systemActor } from '#src/audit/audit.ts'
import { setFieldAddresses } from '#src/contacts/address.ts'
import { refreshContact } from '#src/contacts/contact.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { enqueue, type Handler } from '#src/platform/queue/queue.ts'

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'custom field addresses': { fieldId: number; after: number }
  }
}

/** Contacts that are settled in one transaction. */
const batch = 100

/**
 * Brings the addresses of a contact, and the search, to what its fields of type e-mail say; `isWritten` where its author has just written
 * one, and answers for where it leads.
 */
export async function settleAddresses(act: Act, contactId: number, isWritten = true): Promise<void> {
  const emails = await act.trx
    .selectFrom('custom_value')
    .innerJoin('custom_field', 'custom_field.id', 'custom_value.field_id')
    .select(['custom_field.id as fieldId', 'custom_value.value as email'])
    .where('custom_value.contact_id', '=', contactId)
    .where('custom_field.type', '=', 'e-mail')
    .where('custom_field.deleted_at', 'is', null)
    .orderBy('custom_field.position')
    .orderBy('custom_field.id')
    .execute()
  await setFieldAddresses(act, contactId, emails, isWritten)
  await refreshContact(act.trx, contactId)
}

/**
 * The same for everybody who has a value in the field, after it was deleted, restored or changed: the first hundred at once, the
 * others through the queue, since what hangs on an address takes its time.
 */
export async function settleAddressesOf(act: Act, fieldId: number, after = 0): Promise<void> {
  const contacts = await contactsAfter(act.trx, fieldId, after)
  for (const contactId of contacts) await settleAddresses(act, contactId, false)
  const last = contacts.at(-1)
  if (contacts.length === batch && last !== undefined)
    await enqueue(act.trx, { kind: 'custom field addresses', payload: { fieldId, after: last }, at: act.at })
}

async function contactsAfter(trx: Trx, fieldId: number, after: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('custom_value')
    .select('contact_id')
    .where('field_id', '=', fieldId)
    .where('contact_id', '>', after)
    .orderBy('contact_id')
    .limit(batch)
    .execute()
  return rows.map((row) => row.contact_id).filter((id) => id !== null)
}

export const runAddresses: Handler = (app, { fieldId, after }: { fieldId: number; after: number }) =>
  perform(app, systemActor, (act) => settleAddressesOf(act, fieldId, after))
