import { deadItem } from '#src/testing/queue.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'

export const samples = parameters({
  '/settings/queue/:id': (world) => deadItem(world, { kind: 'write names', payload: { after: 0 } }),
})

export const forms = sent({
  '/settings/queue/:id/retry': () => ({}),
  '/settings/queue/:id/removal': () => ({}),
})
