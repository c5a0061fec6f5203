import { money } from '#src/platform/money.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { addEntry } from './entry.ts'
import { createService } from './service.ts'

export const samples = parameters({
  // Of Eva's own: whoever may see all time and manages accounts may change it too.
  '/accounts/:id/time/:entryId': (world, { id }) =>
    world.perform((act) =>
      addEntry(act, id, world.people.eva, {
        day: '2026-01-05',
        minutes: 90,
        work: 'Sample',
        service_id: null,
        billable: 1,
      }),
    ),
  '/settings/services/:id': (world) =>
    world.perform((act) => createService(act, { name: crypto.randomUUID(), rate: money(4550, 'EUR'), is_active: 1 })),
})
