import { addressesOf } from '#src/contacts/address.ts'
import { createContact } from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { activate } from '#src/portal/activation.ts'
import { openAccess } from '#src/portal/login.ts'
import { issueInvitationToken } from '#src/portal/tokens.ts'
import { addClient } from '#src/testing/clients.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { contactNamed } from '#src/testing/world.ts'
import { invite } from './invite.ts'
import { setSwitch } from './setting.ts'
import { signersOf } from './signers.ts'

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

export const forms = sent({
  '/accounts/:id/addresses/:addressId/login': () => ({ wanted: 'off' }),
  '/accounts/:id/addresses/:addressId/notify': () => ({ wanted: 'off' }),
  '/accounts/:id/addresses/:addressId/sync': () => ({ wanted: 'on' }),
  '/accounts/:id/addresses/:addressId/signer': () => ({ wanted: 'off' }),
  '/accounts/:id/addresses/:addressId/invitation': () => ({ message: 'Welcome' }),
  '/accounts/:id/addresses/:addressId/password-reset': async (world, { id, addressId }) => {
    await world.perform((act) => invite(act, id!, addressId!, ''))
    const invitations = world.app.db.read
      .selectFrom('portal_invitation')
      .selectAll()
      .where('address_id', '=', addressId!)
    const invitation = await invitations.executeTakeFirstOrThrow()
    await world.perform(async (act) => {
      const token = await issueInvitationToken(act.trx, invitation, act.at)
      return activate(act, token, { passwordHash: 'x', language: null })
    })
    return {}
  },
  '/accounts/:id/addresses/:addressId/preferences': () => ({ notify: 'files', remind: 'files', version: 1 }),
  '/accounts/:id/logins/:loginId/removal': () => ({}),
  '/accounts/:id/signer-order': async (world, { id }) => {
    for (const _ of ['first', 'second']) await samples['/accounts/:id/addresses/:addressId'](world, { id: id! }, '')
    const was = (await signersOf(world.app.db.read, id!)).map((signer) => signer.contactId)
    return { was, move: `down ${was[0]}` }
  },
})
