import { sent } from '#src/testing/sample-world.ts'

export const forms = sent({
  '/accounts/:id/details': () => ({ type: 'individual', name: 'Renamed', version: 1 }),
  '/accounts/:id/following': () => ({ wanted: 'on' }),
})
