import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { App } from './app.ts'
import { isDatabaseAway } from './db/failure.ts'

/** With less room than this nothing can be stored, in bytes. */
const leastRoom = 1024 ** 2

/** What keeps this installation from working, in a few words for whoever watches it; null where it is well. */
export async function illness({ db, config, log }: App): Promise<string | null> {
  try {
    await sql`select name from migration limit 1`.execute(db.read)
    if ((await db.isFull()) || (await roomIn(config.dataDir)) < leastRoom) return 'the disk is full'
    return null
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'not well')
    return isDatabaseAway(error) ? "the database can't be reached" : "the database can't be read"
  }
}

/** In bytes; endless where the system does not say. */
const roomIn = (folder: string): Promise<number> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  )
