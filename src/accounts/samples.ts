import { parameters, sent } from '#src/testing/sample-world.ts'
import { archiveAccount } from './account.ts'

export const samples = parameters({
  '/accounts/:id': async (world, _, route) => {
    const id = await world.openAccount('Sample', world.team)
    // Only what is archived is removed.
    if (route === '/accounts/:id/removal') await world.perform((act) => archiveAccount(act, id))
    return id
  },
})

export const forms = sent({
  '/accounts': () => ({ type: 'individual', first_name: 'New', last_name: 'Client' }),
  '/accounts/:id/archival': () => ({}),
  '/accounts/:id/reactivation': async (world, { id }) => {
    await world.perform((act) => archiveAccount(act, id!))
    return {}
  },
  '/accounts/:id/removal': () => ({ name: 'Sample' }),
})
