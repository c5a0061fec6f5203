import { parameters, sent } from '#src/testing/sample-world.ts'
import { createTag } from './tag.ts'

export const samples = parameters({
  '/settings/tags/:id': (world) =>
    world.perform((act) => createTag(act, { name: crypto.randomUUID(), colour: '#aa3300' })),
})

export const forms = sent({
  '/settings/tags': () => ({ name: crypto.randomUUID(), colour: 'blue' }),
  '/settings/tags/:id': () => ({ name: crypto.randomUUID(), colour: 'blue', version: 1 }),
  '/settings/tags/:id/removal': () => ({}),
})
