import { sent } from '#src/testing/sample-world.ts'

export const forms = sent({
  '/accounts/:id/export': () => ({}),
})
