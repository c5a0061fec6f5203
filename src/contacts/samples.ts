import { record } from '#src/audit/audit.ts'
import { contactOf } from '#src/testing/clients.ts'
import { parameters, type SampleWorld } from '#src/testing/sample-world.ts'

/** A contact of an account of their own. */
const aContact = async (world: SampleWorld) => contactOf(world, await world.openAccount('Sample', world.team))

export const samples = parameters({
  '/contacts/:id': aContact,
  '/contacts/:id/distinct/:otherId': aContact,
  '/contacts/:id/activity/:eventId': (world, { id }) =>
    world.perform((act) => record(act, { kind: 'contact changed', contactId: id, undo: { kind: 'contact' } })),
})
