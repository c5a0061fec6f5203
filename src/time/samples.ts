import { money } from '#src/platform/money.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { addEntry } from './entry.ts'
import { createService } from './service.ts'
import { findTimer, startTimer } from './timer.ts'

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

const entry = { day: '2026-01-06', duration: '1:15', work: 'Sample', billable: 'on' }
/** Somebody's timer, which runs on an account that they see. */
async function running(world: SampleWorld, me: number): Promise<number> {
  const account = await world.openAccount('Timed', world.team)
  await world.app.db.write((trx) => trx.deleteFrom('time_timer').where('staff_id', '=', me).execute())
  await world.perform((act) => startTimer(act, me, account))
  return (await findTimer(world.app.db.read, await world.staff(me)))!.id
}

export const forms = sent({
  '/accounts/:id/time/timer': async (world, _, me) => {
    await world.app.db.write((trx) => trx.deleteFrom('time_timer').where('staff_id', '=', me).execute())
    return {}
  },
  '/time/timer': async (world, _, me) => ({ timer: await running(world, me), duration: '0:30', work: 'Sample' }),
  '/time/timer/removal': async (world, _, me) => ({ timer: await running(world, me) }),
  '/accounts/:id/time/export': (world) => ({ filter: `person=${world.people.eva}` }),
  '/accounts/:id/time': () => entry,
  '/accounts/:id/time/:entryId': () => ({ ...entry, version: 1 }),
  '/accounts/:id/time/:entryId/removal': () => ({}),
  '/time/export': (world) => ({ filter: `person=${world.people.eva}` }),
  '/settings/services': () => ({ name: crypto.randomUUID(), rate: '45' }),
  '/settings/services/rounding': async (world) => {
    const { time_rounding } = await world.app.db.read
      .selectFrom('firm')
      .select('time_rounding')
      .executeTakeFirstOrThrow()
    return { rounding: time_rounding === 15 ? 6 : 15 }
  },
  '/settings/services/:id': () => ({ name: crypto.randomUUID(), rate: '46', is_active: 'on', version: 1 }),
})
