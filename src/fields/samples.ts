import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { parameters, type SampleWorld } from '#src/testing/sample-world.ts'
import { historyOf } from './history.ts'
import type { Owner } from './value.ts'

/** An encrypted field whose value for the owner was changed once. */
async function aSecret(world: SampleWorld, owner: Owner): Promise<number> {
  const field = await makeField(world, owner.subject, 'text', { name: crypto.randomUUID(), is_encrypted: 1 })
  for (const value of ['one', 'two']) await setValue(world, owner, field, value)
  return field
}

const itsChange = async (world: SampleWorld, owner: Owner, field: number) =>
  (await historyOf(world.app.db.read, owner, field, 1)).changes[0]!.id

export const samples = parameters({
  '/settings/fields/:id': (world) => makeField(world, 'account', 'text', { name: crypto.randomUUID() }),
  '/accounts/:id/fields/:fieldId': (world, { id }) => aSecret(world, { subject: 'account', id }),
  '/contacts/:id/fields/:fieldId': (world, { id }) => aSecret(world, { subject: 'contact', id }),
  '/accounts/:id/fields/:fieldId/history/:changeId': (world, { id, fieldId }) =>
    itsChange(world, { subject: 'account', id }, fieldId),
  '/contacts/:id/fields/:fieldId/history/:changeId': (world, { id, fieldId }) =>
    itsChange(world, { subject: 'contact', id }, fieldId),
})
