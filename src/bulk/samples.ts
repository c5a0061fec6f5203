import { preparedRun } from '#src/testing/bulk.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import type { BulkRun } from './run.ts'

export const samples = parameters({
  '/bulk/:id': (world) => preparedRun(world, world.people.owner, { state: 'archive' }, [world.accounts.seen]),
})

/** Makes a run that person's. */
const taken = async (world: SampleWorld, { id }: Record<string, number>, me: number, change: Partial<BulkRun> = {}) => {
  await world.app.db.write((trx) =>
    trx
      .updateTable('bulk_run')
      .set({ staff_id: me, ...change })
      .where('id', '=', id!)
      .execute(),
  )
  return {}
}

export const forms = sent({
  '/bulk': async (world) => ({ account: await world.openAccount('Chosen', world.team), state: 'archive' }),
  '/bulk/:id/actions': async (world, chosen, me) => {
    await taken(world, chosen, me)
    return { type: 'company', version: 1 }
  },
  '/bulk/:id/start': async (world, chosen, me) => {
    await taken(world, chosen, me)
    return { version: 1 }
  },
  '/bulk/:id/stop': (world, chosen, me) => taken(world, chosen, me, { status: 'running' }),
  '/bulk/:id/retry': (world, chosen, me) => taken(world, chosen, me, { status: 'failed', error: 'unexpected' }),
})
