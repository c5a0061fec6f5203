import type { Generated, Selectable } from 'kysely'
import { readFilter } from '#src/account-list/filter.ts'
import { matching } from '#src/account-list/matching.ts'
import { accountsOf } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { FailureReason } from '#src/platform/queue/failure.ts'
import { enqueue } from '#src/platform/queue/queue.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'
import { type BulkActions, mayDo } from './actions.ts'
import { actionsOf, type Outcome, type RunStatus } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'bulk work started': true
    'bulk work stopped': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** One piece of bulk work: what to do, to which accounts, and how far it has come. */
    bulk_run: {
      id: Generated<number>
      staff_id: number | null
      /** JSON of `BulkActions`. */
      actions: string
      /** The filter that chose the accounts, as a query. */
      selection: string
      status: RunStatus
      total: Generated<number>
      processed: Generated<number>
      /** Of those processed: in which something changed, and of which something was left out. */
      changed: Generated<number>
      skipped: Generated<number>
      created_at: string
      started_at: string | null
      finished_at: string | null
      /** Why the queue gave its work up. */
      error: Generated<FailureReason | null>
      version: Generated<number>
    }
    /** The accounts of a run, as they were chosen: what it does can't change to what. */
    bulk_account: {
      run_id: number
      account_id: number
      /** Null until its turn. */
      outcome: Outcome | null
      /** JSON of `Note[]`. */
      detail: Generated<string>
    }
  }
}

export type BulkRun = Selectable<Tables['bulk_run']>
/** The runs that a person may see: their own, and everybody's for an admin. */
export const runsOf = (db: Db | Trx, staff: Staff) =>
  db.selectFrom('bulk_run').$if(!can(staff, 'admin'), (query) => query.where('bulk_run.staff_id', '=', staff.id))

/** One run that the person may see. Throws 404. */
export async function findRun(db: Db | Trx, staff: Staff, id: number | null): Promise<BulkRun> {
  const run =
    id === null
      ? undefined
      : await runsOf(db, staff).selectAll('bulk_run').where('bulk_run.id', '=', id).executeTakeFirst()
  if (!run) throw notFound()
  return run
}

/** The accounts of a run that are there now and that the person sees. */
export const accountsIn = (db: Db, staff: Staff, run: BulkRun) =>
  accountsOf(db, staff)
    .innerJoin('bulk_account', 'bulk_account.account_id', 'account.id')
    .where('bulk_account.run_id', '=', run.id)

declare module '#src/staff/rights.ts' {
  interface Questions {
    'see the run': true
  }
}

/** Whether a person may see a run, stop it and have it go on: as `runsOf`. */
const maySeeRun = (staff: Staff, run: BulkRun): boolean => can(staff, 'admin') || run.staff_id === staff.id

/** Throws 404 where whoever acts may not see a run, by what holds as the transaction runs. The system may. */
export async function mustSeeRun(act: Act, run: BulkRun, permission: Permission = 'signed in'): Promise<void> {
  const staff = await must(act, permission)
  if (staff && !maySeeRun(staff, run)) throw notFound()
}

/** Whoever of the staff acts, as they are while the transaction runs, where they may do all that: null for the system, else 403. */
async function mustDo(act: Act, actions: BulkActions): Promise<Staff | null> {
  const staff = await must(act, 'act in bulk')
  if (staff && !mayDo(staff, actions)) throw notAllowed()
  return staff
}

/** Throws where whoever acts may not have a run do that: 403 where they may not do it themselves, or another prepared it. The system may. */
async function mustPrepare(act: Act, run: BulkRun, actions: BulkActions): Promise<void> {
  const staff = await mustDo(act, actions)
  if (staff && run.staff_id !== staff.id) throw notAllowed()
}

export async function lockedRun(trx: Trx, id: number): Promise<BulkRun> {
  await locked(trx, 'bulk_run', id)
  const run = await trx.selectFrom('bulk_run').selectAll().where('id', '=', id).executeTakeFirst()
  if (!run) throw notFound()
  return run
}

/**
 * Makes a run, to be looked at and started, with the accounts that the filter lets through now. Gives its
 * number, or null where it lets none through. Nothing has been done yet, so there is no audit event.
 */
export async function prepareRun(
  act: Act,
  staff: Staff,
  selection: string | null,
  actions: BulkActions,
): Promise<number | null> {
  if (selection === null) return null
  const author = (await mustDo(act, actions)) ?? staff
  const { query } = await matching(act.trx, author, readFilter(selection))
  const { id } = await act.trx
    .insertInto('bulk_run')
    .values({
      staff_id: author.id,
      actions: JSON.stringify(actions),
      selection,
      status: 'ready',
      created_at: act.at,
      started_at: null,
      finished_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { numInsertedOrUpdatedRows } = await act.trx
    .insertInto('bulk_account')
    .columns(['run_id', 'account_id'])
    .expression((eb) => query.select([eb.val(id).as('run_id'), 'account.id']).orderBy('account.id'))
    .executeTakeFirst()
  const total = Number(numInsertedOrUpdatedRows ?? 0n)
  if (total === 0) {
    await act.trx.deleteFrom('bulk_run').where('id', '=', id).execute()
    return null
  }
  await act.trx.updateTable('bulk_run').set({ total }).where('id', '=', id).execute()
  return id
}

/** Changes what a run is to do. Throws Conflict where it was changed or started since `version`. */
export async function changeRun(act: Act, id: number, version: number, actions: BulkActions): Promise<void> {
  const run = await lockedRun(act.trx, id)
  await mustPrepare(act, run, actions)
  if (run.status !== 'ready' || run.version !== version) throw new Conflict(run)
  await act.trx
    .updateTable('bulk_run')
    .set({ actions: JSON.stringify(actions), version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** Puts a run on the queue; does nothing where it has been started already. Throws Conflict where it was changed since `version`. */
export async function startRun(act: Act, id: number, version: number): Promise<void> {
  const run = await lockedRun(act.trx, id)
  await mustPrepare(act, run, actionsOf(run))
  if (run.status !== 'ready') return
  if (run.version !== version) throw new Conflict(run)
  await act.trx
    .updateTable('bulk_run')
    .set({ status: 'queued', started_at: act.at, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await enqueue(act.trx, { kind: 'bulk run', payload: { id }, at: act.at })
  await record(act, { kind: 'bulk work started', changes: { accounts: [null, String(run.total)] } })
}

/** Stops a run after the account that it is at. What was done stays; one that is over, or has not begun, is left alone. */
export async function stopRun(act: Act, id: number): Promise<void> {
  const run = await lockedRun(act.trx, id)
  await mustSeeRun(act, run)
  if (run.status !== 'queued' && run.status !== 'running') return
  await act.trx.updateTable('bulk_run').set({ status: 'stopped', finished_at: act.at }).where('id', '=', id).execute()
  await record(act, { kind: 'bulk work stopped', changes: { accounts: [null, String(run.processed)] } })
}

/** Forgets runs that nobody started within a day. */
export async function forgetUnstarted(trx: Trx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 86_400_000).toISOString()
  await trx.deleteFrom('bulk_run').where('status', '=', 'ready').where('created_at', '<', before).execute()
}
