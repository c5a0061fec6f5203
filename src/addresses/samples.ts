import { addressesOf } from '#src/contacts/address.ts'
import { createContact } from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { openAccess } from '#src/portal/login.ts'
import { addClient } from '#src/testing/clients.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { contactNamed } from '#src/testing/world.ts'
import { setSwitch } from './setting.ts'

export const samples = parameters({
  '/accounts/:id/addresses/:addressId': (world, { id }) =>
    world.perform(async (act) => {
      const contact = contactNamed('Addressed', 'Sample', `${crypto.randomUUID()}@sample.test`)
      const contactId = await linkContact(act, id, { contactId: await createContact(act, contact) })
      const [address] = await addressesOf(act.trx, contactId)
      for (const name of ['login', 'notify'] as const) await setSwitch(act, id, address!.id, name, true)
      return address!.id
    }),
  // One that opens the account though no address that is linked to it is its own any more.
  '/accounts/:id/logins/:loginId': async (world, { id }) => {
    const { loginId } = await addClient(world, crypto.randomUUID())
    await world.perform((act) => openAccess(act, id, loginId))
    return loginId
  },
})
