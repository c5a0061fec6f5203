import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Act, type Actor, actIn, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { isPassingDatabaseFailure } from '#src/platform/db/failure.ts'
import { enqueue, type Handler } from '#src/platform/queue/queue.ts'
import { findStaff } from '#src/staff/staff.ts'
import { actOn, type Note, outcomeOf } from './account.ts'
import { actionsOf } from './rules.ts'
import { type BulkRun, lockedRun } from './run.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'bulk work finished': true
  }
}

/** How long one queue item works before it puts the rest back on the queue, in milliseconds: mail and other items get their turn. */
const turn = 20_000

/**
 * Does as much of a run as fits into one turn, and leaves the rest to the next. Each account is one transaction that holds the run and
 * takes its next account: two workers never meet at one, and after a crash it goes on exactly where it was.
 */
export const work: Handler<{ id: number }> = async (app, { id }, { signal, progressed }) => {
  const until = Date.now() + turn
  while (await nextAccount(app, id)) {
    await progressed()
    if (Date.now() > until || signal.aborted)
      return app.db.write((trx) => enqueue(trx, { kind: 'bulk run', payload: { id }, at: app.clock().toISOString() }))
    // Requests that came in meanwhile are answered first.
    await setImmediate()
  }
}

/** Deals with the next account of a run; false where there is none, or the run is over. */
async function nextAccount(app: App, id: number): Promise<boolean> {
  let accountId: number | undefined
  try {
    return await app.db.write(async (trx) => {
      const taken = await take(app, trx, id)
      accountId = taken?.accountId
      if (!taken) return false
      const { act, staff, run } = taken
      await note(
        act,
        run,
        taken.accountId,
        await actOn(act, staff, actionsOf(run), run.started_at ?? act.at, taken.accountId),
      )
      return true
    })
  } catch (error) {
    // The account is not at fault where the disk is full or the database away: the queue tries again from here.
    if (accountId === undefined || isPassingDatabaseFailure(error)) throw error
    app.log.error({ run: id, account: accountId, error: (error as Error).message }, 'an account failed')
    return app.db.write(async (trx) => {
      const taken = await take(app, trx, id)
      if (!taken) return false
      // Another worker may have done what this one could not.
      if (taken.accountId === accountId) await note(taken.act, taken.run, accountId, [{ left: 'failed' }])
      return true
    })
  }
}

/** Holds a run and gives its next account, and who does it, as they are now. Ends the run where there is nothing left or nobody. */
async function take(app: App, trx: Trx, id: number) {
  const run = await lockedRun(trx, id)
  if (run.status !== 'queued' && run.status !== 'running') return null
  const staff = run.staff_id === null ? undefined : await findStaff(trx, run.staff_id)
  const by: Actor = { staffId: run.staff_id, name: staff?.name ?? '', address: null, userAgent: null }
  const act = actIn(app, trx, by)
  if (!staff) {
    await end(act, run, 'failed')
    return null
  }
  const next = await trx
    .selectFrom('bulk_account')
    .select('account_id')
    .where('run_id', '=', id)
    .where('outcome', 'is', null)
    .orderBy('account_id')
    .limit(1)
    .executeTakeFirst()
  if (!next) {
    await end(act, run, 'done')
    return null
  }
  return { run, act, staff, accountId: next.account_id }
}

async function end(act: Act, run: BulkRun, status: 'done' | 'failed'): Promise<void> {
  await act.trx.updateTable('bulk_run').set({ status, finished_at: act.at }).where('id', '=', run.id).execute()
  await record(act, { kind: 'bulk work finished', changes: { accounts: [null, String(run.processed)] } })
}

/** Writes down what came of an account, with the account itself. */
async function note(act: Act, run: BulkRun, accountId: number, notes: Note[]): Promise<void> {
  const outcome = outcomeOf(notes)
  await act.trx
    .updateTable('bulk_account')
    .set({ outcome, detail: JSON.stringify(notes) })
    .where('run_id', '=', run.id)
    .where('account_id', '=', accountId)
    .execute()
  await act.trx
    .updateTable('bulk_run')
    .set({
      status: 'running',
      processed: sql`processed + 1`,
      changed: sql`changed + ${outcome === 'changed' || outcome === 'partly' ? 1 : 0}`,
      skipped: sql`skipped + ${outcome === 'skipped' || outcome === 'partly' ? 1 : 0}`,
    })
    .where('id', '=', run.id)
    .execute()
}
