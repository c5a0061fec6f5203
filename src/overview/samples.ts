import { sent } from '#src/testing/sample-world.ts'

export const forms = sent({
  '/me/overview': () => ({ was: ['notes', 'tasks'], move: 'down notes' }),
  '/me/overview/reset': async (world, _, me) => {
    await world.app.db.write((trx) =>
      trx.updateTable('staff').set({ overview: '{"order":[],"folded":["notes"]}' }).where('id', '=', me).execute(),
    )
    return {}
  },
  '/me/overview/folding': (world) => ({ section: 'notes', wanted: 'on', back: `/accounts/${world.accounts.seen}` }),
})
