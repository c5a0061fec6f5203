import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { addToGroup, createGroup } from './group.ts'

async function aMember(world: SampleWorld, group: number): Promise<number> {
  const account = await world.openAccount('Grouped', world.team)
  await world.perform((act) => addToGroup(act, group, [account]))
  return account
}

export const samples = parameters({
  '/groups/:id': async (world) => {
    const group = await world.perform((act) => createGroup(act, { name: crypto.randomUUID(), notes: 'One account' }))
    await aMember(world, group)
    return group
  },
  '/groups/:id/accounts/:accountId': (world, { id }) => aMember(world, id),
})

export const forms = sent({
  '/groups': () => ({ name: crypto.randomUUID() }),
  '/groups/:id/details': () => ({ name: crypto.randomUUID(), version: 1 }),
  '/groups/:id/removal': () => ({}),
  '/groups/:id/accounts': async (world) => ({ account: await world.openAccount('To be grouped', world.team) }),
  '/groups/:id/accounts/:accountId/removal': () => ({}),
  '/accounts/:id/groups': () => ({ group_name: crypto.randomUUID() }),
})
