import { deadItem } from '#src/testing/queue.ts'
import { parameters } from '#src/testing/sample-world.ts'

export const samples = parameters({
  '/settings/queue/:id': (world) => deadItem(world, { kind: 'write names', payload: { after: 0 } }),
})
