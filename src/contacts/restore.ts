import { CantRestore, oldValues, type Restorer } from '#src/restorations/restoration.ts'
import { ownAddressesOf } from './address.ts'
import { blankContact, changeContact, fieldsOf, lockedContact, phonesOf } from './contact.ts'

export const contactRestorers: Record<string, Restorer> = {
  contact: {
    permission: 'edit contacts',
    /** Its own fields alone: much hangs on an address, which may have become somebody else's meanwhile. */
    async restore(act, { contactId, changes }) {
      const contact = await lockedContact(act.trx, contactId!)
      if (contact.merged_into_id !== null || contact.erased_at !== null) throw new CantRestore('contact gone')
      const own = fieldsOf(contact)
      const { back, left } = oldValues(changes, own, blankContact)
      if (Object.keys(back).length === 0) return left
      const emails = (await ownAddressesOf(act.trx, contact.id)).map((address) => address.email)
      const phones = await phonesOf(act.trx, contact.id)
      await changeContact(act, contact.id, contact.version, { fields: { ...own, ...back }, emails, phones })
      return left
    },
  },
}
