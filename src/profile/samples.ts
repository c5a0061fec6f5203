import { sent } from '#src/testing/sample-world.ts'

export const forms = sent({
  '/accounts/:id/details': () => ({ type: 'individual', name: 'Renamed', version: 1 }),
  '/accounts/:id/tax-id/reading': async (world, { id }) => {
    await world.app.db.write((trx) =>
      trx.updateTable('account').set({ tax_id: '123456789' }).where('id', '=', id!).execute(),
    )
    return { place: 'bar' }
  },
  '/accounts/:id/following': () => ({ wanted: 'on' }),
})
