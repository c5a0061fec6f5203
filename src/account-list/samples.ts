import { parameters } from '#src/testing/sample-world.ts'
import { savedFilters, saveFilter } from './saved-filter.ts'

export const samples = parameters({
  '/accounts/filters/:id': async (world) => {
    const { owner } = world.people
    const name = crypto.randomUUID()
    await world.perform((act) => saveFilter(act, owner, name, 'type=company'))
    return (await savedFilters(world.app.db.read, owner)).find((filter) => filter.name === name)!.id
  },
})
