import { createContact } from '#src/contacts/contact.ts'
import { contactOf } from '#src/testing/clients.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { contactNamed } from '#src/testing/world.ts'
import { linkContact } from './link.ts'

export const samples = parameters({
  '/accounts/:id/links/:contactId': (world, { id }) =>
    world.perform(async (act) => {
      const contactId = await createContact(act, contactNamed('Linked', 'Sample'))
      return linkContact(act, id, { contactId, description: 'Sister' })
    }),
})

export const forms = sent({
  '/accounts/:id/links': async (world) => {
    const other = await world.openAccount('Also Sampled', world.team)
    return { contact: await contactOf(world, other) }
  },
  '/accounts/:id/links/contacts': () => ({ first_name: 'New', last_name: 'Contact', description: 'Brother' }),
  '/accounts/:id/links/:contactId/description': () => ({ description: 'Aunt', version: 1 }),
  '/accounts/:id/links/:contactId/primary': () => ({ wanted: 'on' }),
  '/accounts/:id/links/:contactId/removal': () => ({}),
})
