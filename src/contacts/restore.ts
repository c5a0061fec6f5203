import { CantRestore, oldValues, type Restorer } from '#src/restorations/restoration.ts'
import { ownAddressesOf } from './address.ts'
import { blankContact, changeContact, fieldsOf, lockedContact, phonesOf } from './contact.ts'
import { type SecretName, secretNames } from './secret.ts'

/** A contact's own fields: what is secret of them as it is sealed. */
const blank = { ...blankContact, tax_id: '', iban: '' }
const isSecret = (field: string): field is SecretName => secretNames.includes(field as SecretName)

export const contactRestorers: Record<string, Restorer> = {
  contact: {
    permission: 'edit contacts',
    /** Its own fields alone: much hangs on an address, which may have become somebody else's meanwhile. */
    async restore(act, { contactId, changes }) {
      const contact = await lockedContact(act.trx, contactId!)
      if (contact.merged_into_id !== null || contact.erased_at !== null) throw new CantRestore('contact gone')
      const own = fieldsOf(contact)
      const { back, left } = oldValues(changes, { ...own, tax_id: contact.tax_id, iban: contact.iban }, blank)
      const old = Object.entries(back)
      if (old.length === 0) return left
      await changeContact(act, contact.id, contact.version, {
        fields: { ...own, ...Object.fromEntries(old.filter(([field]) => !isSecret(field))) },
        secrets: Object.fromEntries(
          old.filter(([field]) => isSecret(field)).map(([field, sealed]) => [field, act.vault.open(sealed ?? '')]),
        ),
        emails: (await ownAddressesOf(act.trx, contact.id)).map((address) => address.email),
        phones: await phonesOf(act.trx, contact.id),
      })
      return left
    },
  },
}
