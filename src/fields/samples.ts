import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { deleteField } from './definition.ts'
import { fieldsOf } from './field.ts'
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

const latest = async (world: SampleWorld, { fieldId }: Record<string, number>) => {
  const changes = world.app.db.read.selectFrom('custom_change').select('id').where('field_id', '=', fieldId!)
  return { latest: (await changes.orderBy('id', 'desc').executeTakeFirstOrThrow()).id }
}

export const forms = sent({
  '/settings/fields/order': async (world) => {
    for (const name of [crypto.randomUUID(), crypto.randomUUID()]) await makeField(world, 'account', 'text', { name })
    const ids = (await fieldsOf(world.app.db.read, 'account')).map((field) => field.id)
    return { subject: 'account', field: ids, place: ids.map((_, i) => i + 1), up: ids.at(-1)! }
  },
  '/settings/fields': () => ({ subject: 'account', name: crypto.randomUUID(), type: 'text' }),
  '/settings/fields/:id': () => ({ name: crypto.randomUUID(), type: 'text', version: 1 }),
  '/settings/fields/:id/removal': () => ({}),
  '/settings/fields/:id/restoration': async (world, { id }) => {
    await world.perform((act) => deleteField(act, id!))
    return {}
  },
  ...Object.fromEntries(
    (['account', 'contact'] as const).flatMap((subject) => [
      [`/${subject}s/:id/fields/:fieldId/reveal`, () => ({})],
      [`/${subject}s/:id/fields/:fieldId/history/reveal`, () => ({})],
      [`/${subject}s/:id/fields/:fieldId/history/:changeId/restoration`, latest],
    ]),
  ),
})
