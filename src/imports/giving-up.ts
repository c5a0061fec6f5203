import { type Act, actIn, record, systemActor } from '#src/audit/audit.ts'
import { locked } from '#src/platform/db/locked.ts'
import { failureReasons, isFailureReason } from '#src/platform/queue/failure.ts'
import { enqueueAgain, type Work } from '#src/platform/queue/queue.ts'
import { changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { type Import, mustImport } from './import.ts'
import { runImport } from './run.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'import tried again': true
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'run import': { id: number }
  }
}

/** Whether the queue has given an import up: it can go on where it stopped. */
export const canGoOn = (one: Import): boolean => one.status === 'failed' && isFailureReason(one.error)

/** Has an import that the queue gave up go on where it stopped. Throws 409 where it is not one. */
export async function retryImport(act: Act, id: number): Promise<void> {
  await locked(act.trx, 'import', id)
  const one = await act.trx.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
  if (!one) throw notFound()
  await mustImport(act, one)
  if (!canGoOn(one)) throw changedMeanwhile()
  await queued(act, id)
  await enqueueAgain(act.trx, { kind: 'run import', payload: { id }, at: act.at })
  await record(act, { kind: 'import tried again', subject: one.file_name })
}

const queued = ({ trx }: Pick<Act, 'trx'>, id: number) =>
  trx
    .updateTable('import')
    .set({ status: 'queued', error: null, finished_at: null })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where('error', 'in', failureReasons)
    .execute()

/** The queue's work of imports: one after the other. */
export const importWork: Work<{ id: number }> = {
  run: runImport,
  async gaveUp(app, { trx, at }, { id }, reason) {
    const one = await trx
      .updateTable('import')
      .set({ status: 'failed', error: reason, finished_at: at })
      .where('id', '=', id)
      .where('status', 'in', ['queued', 'running'])
      .returning('file_name')
      .executeTakeFirst()
    const act = actIn(app, trx, systemActor, at)
    if (one) await record(act, { kind: 'import finished', subject: one.file_name })
  },
  revived: async (_app, moment, { id }) => void (await queued(moment, id)),
  async about(db, payloads) {
    const ids = payloads.map(({ id }) => id)
    const imports = await db.selectFrom('import').select(['id', 'file_name']).where('id', 'in', ids).execute()
    const byId = new Map(imports.map(({ id, file_name }) => [id, { name: file_name, href: `/imports/${id}` }]))
    return ids.map((id) => byId.get(id) ?? null)
  },
}
