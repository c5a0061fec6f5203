import { createContact } from '#src/contacts/contact.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { contactNamed } from '#src/testing/world.ts'
import { linkContact } from './link.ts'

export const samples = parameters({
  '/accounts/:id/links/:contactId': (world, { id }) =>
    world.perform(async (act) => {
      const contactId = await createContact(act, contactNamed('Linked', 'Sample'))
      return linkContact(act, id, { contactId, description: 'Sister' })
    }),
})
