import type { Logger } from 'pino'
import type { App } from '../app.ts'
import type { Database, Trx } from '../db/database.ts'
import { isPassingDatabaseFailure } from '../db/failure.ts'
import { messageOf, reasonOf } from './failure.ts'
import { type Leased, later, mostAttempts, waitAfter } from './lease.ts'
import type { Work } from './queue.ts'

/** How long work waits for a database that is away or a disk that is full, in seconds. */
const passingWait = 30
/** After how many milliseconds such failures count as tries all the same: the work itself may be what they come of. */
const patience = 24 * 3_600_000

export type Outcome = { done: true } | { done: false; error: unknown }

interface Ended {
  app: App
  db: Database
  log: Logger
  work: Work
  item: Leased
  now: Date
}

/** Writes down how an item went, where it is still in the same hands: what somebody else has taken over is theirs to finish. */
export async function settle(ended: Ended, outcome: Outcome): Promise<void> {
  const { db, item, log, now } = ended
  if (outcome.done) {
    await db.write((trx) =>
      trx.deleteFrom('queue_item').where('id', '=', item.id).where('lease', '=', item.lease).execute(),
    )
    return
  }
  const { error } = outcome
  const message = messageOf(error)
  const passing = isPassingDatabaseFailure(error) && now.getTime() - Date.parse(item.created_at) < patience
  // While the disk is full the same is not said every half minute.
  if (!passing || item.error !== message)
    log.warn({ queue: item.kind, item: item.id, attempts: item.attempts, error: message }, 'queue item failed')
  if (passing)
    await putBack(db, item, { message, reason: null, attempts: item.attempts - 1, runAt: later(now, passingWait) })
  else if (item.attempts >= mostAttempts) await giveUp(ended, error)
  else
    await putBack(db, item, {
      message,
      reason: reasonOf(error),
      attempts: item.attempts,
      runAt: later(now, waitAfter(item.attempts)),
    })
}

const putBack = (
  db: Database,
  item: Leased,
  {
    message,
    reason,
    attempts,
    runAt,
  }: { message: string; reason: ReturnType<typeof reasonOf> | null; attempts: number; runAt: string },
) =>
  db.write((trx) =>
    trx
      .updateTable('queue_item')
      .set({ error: message, reason, attempts, run_at: runAt, lease: null, locked_until: null })
      .where('id', '=', item.id)
      .where('lease', '=', item.lease)
      .execute(),
  )

/** Gives an item up, and has its noun write down that what it was about has failed. */
async function giveUp({ app, db, log, work, item, now }: Ended, error: unknown): Promise<void> {
  const at = now.toISOString()
  const reason = reasonOf(error)
  const mark = (trx: Trx) =>
    trx
      .updateTable('queue_item')
      .set({
        error: messageOf(error),
        reason,
        dead_at: at,
        attempts: Math.min(item.attempts, mostAttempts),
        dedupe: null,
        lease: null,
        locked_until: null,
      })
      .where('id', '=', item.id)
      .where('lease', '=', item.lease)
      .executeTakeFirst()
  try {
    await db.write(async (trx) => {
      const { numUpdatedRows } = await mark(trx)
      const payload = payloadOf(item)
      if (numUpdatedRows > 0n && payload !== undefined) await work.gaveUp?.(app, { trx, at }, payload, reason)
    })
  } catch (problem) {
    if (isPassingDatabaseFailure(problem)) throw problem
    // What can't be told to its noun is given up all the same.
    log.error({ queue: item.kind, item: item.id, error: messageOf(problem) }, 'giving up was not told')
    await db.write(mark)
  }
}

/** What an item holds; undefined where that can't be read. */
export function payloadOf(item: { payload: string }): unknown {
  try {
    return JSON.parse(item.payload)
  } catch {
    return undefined
  }
}
