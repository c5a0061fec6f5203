import { parameters, type SampleWorld } from '#src/testing/sample-world.ts'
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
