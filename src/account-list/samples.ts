import { parameters, sent } from '#src/testing/sample-world.ts'
import { savedFilters, saveFilter } from './saved-filter.ts'

export const samples = parameters({
  '/accounts/filters/:id': async (world) => {
    const { owner } = world.people
    const name = crypto.randomUUID()
    await world.perform((act) => saveFilter(act, owner, name, 'type=company'))
    return (await savedFilters(world.app.db.read, owner)).find((filter) => filter.name === name)!.id
  },
})

export const forms = sent({
  '/accounts/columns': () => ({ column: ['id', 'type'] }),
  '/accounts/filters': () => ({ name: crypto.randomUUID(), filter: 'type=company' }),
  '/accounts/filters/:id/removal': async (world, { id }, me) => {
    await world.app.db.write((trx) =>
      trx.updateTable('saved_filter').set({ staff_id: me }).where('id', '=', id!).execute(),
    )
    return {}
  },
  '/accounts/export': () => ({}),
})
