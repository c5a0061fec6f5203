import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Act, type Actor, actIn, permitted, record } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { isPassingDatabaseFailure } from '#src/platform/db/failure.ts'
import { locked } from '#src/platform/db/locked.ts'
import { cleanLine } from '#src/platform/language/invisible.ts'
import { enqueue, type Handler } from '#src/platform/queue/queue.ts'
import { can } from '#src/staff/rights.ts'
import { findStaff, type Staff } from '#src/staff/staff.ts'
import { decisionsOf, madeDecisionsOf, noteAccount } from './decision.ts'
import {
  type Import,
  mappingOf,
  openSource,
  optionsOf,
  type RowProblemLine,
  rowOptionsOf,
  type SourceRow,
} from './import.ts'
import { Rejected } from './match.ts'
import { type Importer, type Met, meet, meetingOf } from './meet.ts'
import { rejects } from './problems.ts'
import { candidateOf } from './row.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'import finished': true
  }
}

/** Rows of one transaction: few enough that a page which waits for it does not notice. */
const batchSize = 8
/** How long one queue item works before it puts the rest back on the queue, in milliseconds: other items get their turn. */
const turn = 60_000

/** Imports as much of a file as fits into one turn, and leaves the rest to the next. Goes on after the last batch that was committed. */
export const runImport: Handler<{ id: number }> = async (app, { id }, { signal, progressed }) => {
  const one = await app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
  if (!one || (one.status !== 'queued' && one.status !== 'running')) return
  const staff = await importerIn(app.db.read, one)
  const source = await openSource(app, one)
  if (!staff || source.problem) return end(app, one, 'failed', source.problem ?? 'nobody')
  const firm = await findFirm(app.db.read)
  const { existing, doubtful } = optionsOf(one)
  const importer: RunImporter = {
    staff,
    existing,
    doubtful,
    country: firm?.country ?? '',
    ...(await decidedOf(app.db.read, id)),
  }
  const by: Actor = { staffId: staff.id, name: staff.name, address: null, userAgent: null }
  const until = Date.now() + turn
  let batch: SourceRow[] = []
  for await (const row of source.rows(mappingOf(one))) {
    if (row.number <= one.processed) continue
    batch.push(row)
    if (batch.length < batchSize) continue
    if (!(await importBatch(app, one, by, importer, batch))) return
    await progressed()
    batch = []
    if (Date.now() > until || signal.aborted) return goOn(app, id)
    // Requests that came in meanwhile are answered first.
    await setImmediate()
  }
  if (batch.length > 0 && !(await importBatch(app, one, by, importer, batch))) return
  await end(app, one, 'done', null)
}

/** With what was decided, which no longer changes once the import has started: about which rows, and which of them others join. */
interface RunImporter extends Importer {
  decided: ReadonlySet<number>
  joined: ReadonlySet<number>
}

async function decidedOf(db: Db, id: number): Promise<Pick<RunImporter, 'decided' | 'joined'>> {
  const decisions = await decisionsOf(db, id)
  const joined = [...decisions.values()].flatMap((choice) => /^row:(\d+)$/.exec(choice)?.[1] ?? [])
  return { decided: new Set(decisions.keys()), joined: new Set(joined.map(Number)) }
}

/** Who imports, as they are now; null where they don't work here any more, or may not import. */
async function importerIn(db: Db | Trx, { staff_id }: Import): Promise<Staff | null> {
  const staff = staff_id === null ? undefined : await findStaff(db, staff_id)
  return staff && can(staff, 'manage contacts') ? staff : null
}

const goOn = (app: App, id: number) =>
  app.db.write((trx) => enqueue(trx, { kind: 'run import', payload: { id }, at: app.clock().toISOString() }))

const end = (app: App, one: Import, status: 'done' | 'failed', error: string | null): Promise<void> =>
  app.db.write((trx) => {
    const by: Actor = { staffId: one.staff_id, name: '', address: null, userAgent: null }
    return endIn(actIn(app, trx, by), one, status, error)
  })

async function endIn(act: Act, one: Import, status: 'done' | 'failed', error: string | null): Promise<void> {
  const { numUpdatedRows } = await act.trx
    .updateTable('import')
    .set({ status, error, finished_at: act.at })
    .where('id', '=', one.id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await record(act, { kind: 'import finished', subject: one.file_name })
}

type Outcome = { row: SourceRow; met: Met } | { row: SourceRow; problems: RowProblemLine[] }

/** Imports a batch in one transaction; where a row spoils it, each row in one of its own. False once the import is over. */
async function importBatch(
  app: App,
  one: Import,
  by: Actor,
  importer: RunImporter,
  rows: SourceRow[],
): Promise<boolean> {
  try {
    return await inOneTransaction(app, one, by, importer, rows)
  } catch {
    for (const row of rows) if (!(await alone(app, one, by, importer, row))) return false
    return true
  }
}

function inOneTransaction(
  app: App,
  one: Import,
  by: Actor,
  importer: RunImporter,
  rows: SourceRow[],
): Promise<boolean> {
  return app.db.write(async (trx) => {
    const act = actIn(app, trx, by)
    if (await isStopped(act, one.id, rows[0]!.number)) return false
    // They may have lost a right, or an account, since the rows before.
    const staff = await importerIn(trx, one)
    if (!staff) {
      await endIn(act, one, 'failed', 'nobody')
      return false
    }
    const outcomes: Outcome[] = []
    // They may import, which was asked for all rows: what a row needs besides, it asks itself.
    for (const row of rows) outcomes.push(await importRow(permitted(act), { ...importer, staff }, one, row))
    await note(act, one.id, rows.at(-1)!.number, outcomes)
    return true
  })
}

async function alone(app: App, one: Import, by: Actor, importer: RunImporter, row: SourceRow): Promise<boolean> {
  try {
    return await inOneTransaction(app, one, by, importer, [row])
  } catch (error) {
    // The row is not at fault: the import stops here, and goes on from here when the queue tries again.
    if (isPassingDatabaseFailure(error)) throw error
    const rejected = { code: 'failed' as const, field: null, value: '' }
    app.log.error({ import: one.id, row: row.number, error: (error as Error).message }, 'a row failed')
    return app.db.write(async (trx) => {
      const act = actIn(app, trx, by)
      if (await isStopped(act, one.id, row.number)) return false
      await note(act, one.id, row.number, [{ row, problems: [rejected] }])
      return true
    })
  }
}

async function importRow(act: Act, importer: RunImporter, one: Import, row: SourceRow): Promise<Outcome> {
  if (row.problem) return { row, problems: [{ code: row.problem, field: null, value: '' }] }
  const candidate = candidateOf(row.fields, rowOptionsOf(one))
  const problems = candidate.problems.filter(rejects)
  if (problems.length > 0) return { row, problems }
  const decision = importer.decided.has(row.number)
    ? (await madeDecisionsOf(act.trx, one.id, [row.number])).get(row.number)
    : undefined
  if (decision === 'leave out') return { row, problems: [{ code: 'left out', field: null, value: '' }] }
  const meeting = await meetingOf(act, importer, candidate, decision).catch(asRejected)
  // Nothing is written yet: the rows beside it need not be tried again.
  if (meeting instanceof Rejected) return { row, problems: [{ code: meeting.code, field: null, value: meeting.value }] }
  const met = await meet(act, importer, meeting)
  if (importer.joined.has(row.number)) await noteAccount(act.trx, one.id, row.number, met.accountId)
  return { row, met }
}

function asRejected(error: unknown): Rejected {
  if (error instanceof Rejected) return error
  throw error
}

/** Whether an import was stopped. Throws where another worker has taken it over and is past that row. */
async function isStopped(act: Act, id: number, row: number): Promise<boolean> {
  await locked(act.trx, 'import', id)
  const now = await act.trx.selectFrom('import').select(['status', 'processed']).where('id', '=', id).executeTakeFirst()
  if (!now || !['queued', 'running'].includes(now.status)) return true
  if (now.processed >= row) throw new Error('another worker is at this import')
  return false
}

/** Writes down how far the import has come, with the batch itself: after a crash it goes on exactly here. */
async function note(act: Act, id: number, processed: number, outcomes: Outcome[]): Promise<void> {
  const total = (count: (met: Met) => number) =>
    outcomes.reduce((sum, outcome) => sum + ('met' in outcome ? count(outcome.met) : 0), 0)
  const rejections = outcomes.filter((outcome) => 'problems' in outcome)
  await act.trx
    .updateTable('import')
    .set({
      status: 'running',
      processed,
      accounts_created: sql`accounts_created + ${total((met) => met.accountsCreated)}`,
      accounts_updated: sql`accounts_updated + ${total((met) => met.accountsUpdated)}`,
      contacts_created: sql`contacts_created + ${total((met) => met.contactsCreated)}`,
      contacts_updated: sql`contacts_updated + ${total((met) => met.contactsUpdated)}`,
      rejected: sql`rejected + ${rejections.length}`,
    })
    .where('id', '=', id)
    .execute()
  if (rejections.length > 0)
    await act.trx
      .insertInto('import_rejection')
      .values(
        rejections.map(({ row, problems }) => ({
          import_id: id,
          row_number: row.number,
          problems: JSON.stringify(problems),
          cells: JSON.stringify(row.cells.map(cleanLine)),
        })),
      )
      .execute()
}
