import { parameters } from '#src/testing/sample-world.ts'
import { createTag } from './tag.ts'

export const samples = parameters({
  '/settings/tags/:id': (world) =>
    world.perform((act) => createTag(act, { name: crypto.randomUUID(), colour: '#aa3300' })),
})
