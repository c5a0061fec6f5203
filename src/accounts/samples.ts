import { parameters } from '#src/testing/sample-world.ts'
import { archiveAccount } from './account.ts'

export const samples = parameters({
  '/accounts/:id': async (world, _, route) => {
    const id = await world.openAccount('Sample', world.team)
    // Only what is archived is removed.
    if (route === '/accounts/:id/removal') await world.perform((act) => archiveAccount(act, id))
    return id
  },
})
