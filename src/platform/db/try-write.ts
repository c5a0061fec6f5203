import type { App } from '../app.ts'
import type { Trx } from './database.ts'
import { isPassingDatabaseFailure } from './failure.ts'

const logEvery = 60_000
let loggedAt = 0

/**
 * A write that its page can do without: who was there, what was opened. Where the disk is full or the database is away it is left
 * out, with a line in the log once a minute at most.
 */
export async function tryWrite(
  { db, log }: Pick<App, 'db' | 'log'>,
  work: (trx: Trx) => Promise<unknown>,
): Promise<void> {
  try {
    await db.write(work)
  } catch (error) {
    if (!isPassingDatabaseFailure(error)) throw error
    if (Date.now() - loggedAt < logEvery) return
    loggedAt = Date.now()
    log.warn({ error: (error as Error).message }, 'left out what a page can do without')
  }
}
