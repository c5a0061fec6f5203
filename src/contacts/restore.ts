import type { Changes } from '#src/audit/audit.ts'
import type { Vault } from '#src/platform/vault.ts'
import { CantRestore, oldValues, type Restorer } from '#src/restorations/restoration.ts'
import { ownAddressesOf } from './address.ts'
import { blankContact, type Contact, changeContact, fieldsOf, lockedContact, phonesOf } from './contact.ts'
import { openedChanges, openedSecret } from './secret.ts'

const blank = { ...blankContact, tax_id: '', iban: '' }

/** What of an event's changes goes back and what is left. Secrets are compared by what they say; what nothing opens is left. */
function takenBack(vault: Vault, contact: Contact, told: Changes) {
  const changes: Changes = {}
  const unreadable: string[] = []
  for (const [field, change] of Object.entries(openedChanges(vault, contact.id, told)))
    if (change) changes[field] = change
    else unreadable.push(field)
  const now = {
    ...fieldsOf(contact),
    tax_id: openedSecret(vault, contact, 'tax_id') ?? contact.tax_id,
    iban: openedSecret(vault, contact, 'iban') ?? contact.iban,
  }
  const { back, left } = oldValues(changes, now, blank)
  const { tax_id, iban, ...fields } = back
  const secrets = { ...(tax_id === undefined ? {} : { tax_id }), ...(iban === undefined ? {} : { iban }) }
  return { fields, secrets, left: [...left, ...unreadable], nothing: Object.keys(back).length === 0 }
}

export const contactRestorers: Record<string, Restorer> = {
  contact: {
    permission: 'edit contacts',
    /** Its own fields alone: much hangs on an address, which may have become somebody else's meanwhile. */
    async restore(act, { contactId, changes }) {
      const contact = await lockedContact(act.trx, contactId!)
      if (contact.merged_into_id !== null || contact.erased_at !== null) throw new CantRestore('contact gone')
      const { fields, secrets, left, nothing } = takenBack(act.vault, contact, changes)
      if (nothing) return left
      await changeContact(act, contact.id, contact.version, {
        fields: { ...fieldsOf(contact), ...fields },
        secrets,
        emails: (await ownAddressesOf(act.trx, contact.id)).map((address) => address.email),
        phones: await phonesOf(act.trx, contact.id),
      })
      return left
    },
  },
}
