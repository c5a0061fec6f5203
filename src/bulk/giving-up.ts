import { type Act, actIn, record, systemActor } from '#src/audit/audit.ts'
import { enqueueAgain, type Work } from '#src/platform/queue/queue.ts'
import { changedMeanwhile } from '#src/platform/web/errors.ts'
import { type BulkRun, lockedRun, mustSeeRun } from './run.ts'
import { work } from './work.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'bulk work tried again': true
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'bulk run': { id: number }
  }
}

/** Whether the queue has given a run up: it can go on where it stopped. */
export const canGoOn = (run: BulkRun): boolean => run.status === 'failed' && run.error !== null

/** Has a run that the queue gave up go on where it stopped. Throws 409 where it is not one. */
export async function retryRun(act: Act, id: number): Promise<void> {
  const run = await lockedRun(act.trx, id)
  await mustSeeRun(act, run, 'act in bulk')
  if (!canGoOn(run)) throw changedMeanwhile()
  await queued(act, id)
  await enqueueAgain(act.trx, { kind: 'bulk run', payload: { id }, at: act.at })
  await record(act, { kind: 'bulk work tried again' })
}

const queued = ({ trx }: Pick<Act, 'trx'>, id: number) =>
  trx
    .updateTable('bulk_run')
    .set({ status: 'queued', error: null, finished_at: null })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where('error', 'is not', null)
    .execute()

/** The queue's work of bulk runs: one after the other, since two may choose the same accounts. */
export const bulkWork: Work<{ id: number }> = {
  run: work,
  async gaveUp(app, { trx, at }, { id }, reason) {
    const run = await trx
      .updateTable('bulk_run')
      .set({ status: 'failed', error: reason, finished_at: at })
      .where('id', '=', id)
      .where('status', 'in', ['queued', 'running'])
      .returning('processed')
      .executeTakeFirst()
    const act = actIn(app, trx, systemActor, at)
    if (run) await record(act, { kind: 'bulk work finished', changes: { accounts: [null, String(run.processed)] } })
  },
  revived: async (_app, moment, { id }) => void (await queued(moment, id)),
  async about(db, payloads) {
    const ids = payloads.map(({ id }) => id)
    const runs = await db
      .selectFrom('bulk_run')
      .leftJoin('staff', 'staff.id', 'bulk_run.staff_id')
      .select(['bulk_run.id', 'staff.name'])
      .where('bulk_run.id', 'in', ids)
      .execute()
    const byId = new Map(runs.map(({ id, name }) => [id, { name: name ?? `${id}`, href: `/bulk/${id}` }]))
    return ids.map((id) => byId.get(id) ?? null)
  },
}
