import { events } from '#src/audit/events.ts'
import { createTag } from '#src/tags/tag.ts'
import { contactOf } from '#src/testing/clients.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { contactNamed } from '#src/testing/world.ts'
import { type ContactInput, changeContact, lockedContact } from './contact.ts'

/** A contact of an account of their own. */
const aContact = async (world: SampleWorld) => contactOf(world, await world.openAccount('Sample', world.team))

/** Changes the contact, whatever was done to it before. */
const change = (world: SampleWorld, id: number, input: ContactInput) =>
  world.perform(async (act) => changeContact(act, id, (await lockedContact(act.trx, id)).version, input))

export const samples = parameters({
  '/contacts/:id': aContact,
  '/contacts/:id/distinct/:otherId': aContact,
  '/contacts/:id/activity/:eventId': async (world, { id }) => {
    await change(world, id, contactNamed('Changed', 'Contact'))
    return (await events(world.app.db.read, { contactId: id }, 1)).events[0]!.id
  },
})

export const forms = sent({
  '/contacts/:id/distinct/:otherId': () => ({}),
  '/contacts': () => ({ first_name: 'New', last_name: 'Contact' }),
  '/contacts/:id/reveal': async (world, { id }) => {
    const contact = { ...contactNamed('Secret', 'Keeper'), secrets: { iban: 'PT50000201231234567890154' } }
    await change(world, id!, contact)
    return { field: 'iban' }
  },
  '/contacts/:id': () => ({ first_name: 'Other', last_name: 'Name', version: 1 }),
  '/contacts/:id/tags': async (world) => ({
    tags: await world.perform((act) => createTag(act, { name: crypto.randomUUID(), colour: 'blue' })),
  }),
  '/contacts/:id/activity/:eventId/restoration': () => ({}),
})
