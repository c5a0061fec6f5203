import { createContact } from '#src/contacts/contact.ts'
import { contactOf } from '#src/testing/clients.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { contactNamed } from '#src/testing/world.ts'
import { mergeContacts } from './merge.ts'

export const samples = parameters({
  '/contacts/:id/merge/:otherId': async (world) => contactOf(world, await world.openAccount('Other', world.team)),
  '/contacts/merges/:mergeId': async (world) => {
    const winner = await contactOf(world, await world.openAccount('Merged', world.team))
    return world.perform(async (act) => {
      const loser = await createContact(act, contactNamed('Soon', 'Gone'))
      return mergeContacts(act, {
        winner: { id: winner, version: 1 },
        loser: { id: loser, version: 1 },
        choices: new Map(),
      })
    })
  },
})

export const forms = sent({
  '/contacts/:id/merge/:otherId': () => ({ winner: 'first', version_first: 1, version_second: 1 }),
  '/contacts/merges/:mergeId/undo': () => ({}),
})
