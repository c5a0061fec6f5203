import { type Act, record } from '#src/audit/audit.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { lockedContact, mustSeeContacts } from './contact.ts'
import { contactName } from './name.ts'
import type { SecretName } from './rules.ts'
import { openedSecret } from './secret.ts'

/** Reads one secret of a contact in the clear, null where nothing opens it. It stands in the audit trail. Throws 404 where it has none. */
export async function revealSecret(act: Act, contactId: number, name: SecretName): Promise<string | null> {
  const contact = await lockedContact(act.trx, contactId)
  await mustSeeContacts(act, [contactId], 'edit contacts')
  if (!contact[name]) throw notFound()
  await record(act, {
    kind: 'secret read',
    contactId,
    subject: contactName(contact),
    changes: { [name]: [null, null] },
  })
  return openedSecret(act.vault, contact, name)
}
