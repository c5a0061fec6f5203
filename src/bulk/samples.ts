import { preparedRun } from '#src/testing/bulk.ts'
import { parameters } from '#src/testing/sample-world.ts'

export const samples = parameters({
  '/bulk/:id': (world) => preparedRun(world, world.people.owner, { state: 'archive' }, [world.accounts.seen]),
})
