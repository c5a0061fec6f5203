import type { App } from '../app.ts'
import type { Database, Db } from '../db/database.ts'
import { hasEnded, later, leaseSeconds, ownerName } from './lease.ts'

declare module '../db/tables.ts' {
  interface Tables {
    /** What one process does at a time, of all that work on this database. */
    turn: {
      name: string
      /** Who is at it, and which of their turns this is; null while nobody is. */
      holder: string | null
      /** Until when it is theirs unless they say so again; where nobody is at it, when it is due again. */
      until: string
    }
  }
}

let turns = 0

/**
 * Does the work where no other process is at it, on whichever machine. `restSeconds`: nor within so long after it was done. False where
 * it was not ours to do. Whoever dies at it is followed by another: at once on SQLite, within a minute on PostgreSQL.
 */
export async function takeTurn(
  { db, clock }: Pick<App, 'db' | 'clock'>,
  name: string,
  work: () => Promise<void>,
  restSeconds = 0,
): Promise<boolean> {
  const holder = `${ownerName}/${++turns}`
  if (!(await taken(db, name, holder, clock()))) return false
  const heart = setInterval(
    () => void settled(db, name, holder, { holder, until: later(clock(), leaseSeconds) }),
    (leaseSeconds * 1000) / 3,
  ).unref()
  let rest = 0
  try {
    await work()
    rest = restSeconds
    return true
  } finally {
    clearInterval(heart)
    await settled(db, name, holder, { holder: null, until: later(clock(), rest) })
  }
}

/** Whether some process is at it. */
export async function isSomebodys(db: Database, name: string, now: Date): Promise<boolean> {
  const turn = await found(db.read, name)
  return Boolean(turn?.holder) && !isOver(db, turn, now)
}

const found = (db: Db, name: string) => db.selectFrom('turn').selectAll().where('name', '=', name).executeTakeFirst()

/** On PostgreSQL other machines may have the same name: there only the time tells. */
const isOver = (db: Database, turn: { holder: string | null; until: string } | undefined, now: Date): boolean =>
  !turn || turn.until <= now.toISOString() || (db.engine === 'sqlite' && turn.holder !== null && hasEnded(turn.holder))

async function taken(db: Database, name: string, holder: string, now: Date): Promise<boolean> {
  const before = await found(db.read, name)
  if (!isOver(db, before, now)) return false
  const until = later(now, leaseSeconds)
  const { numInsertedOrUpdatedRows: rows } = await db.write((trx) =>
    trx
      .insertInto('turn')
      .values({ name, holder, until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, until })
          // Whoever was quicker has left another row than the one that was looked at.
          .where('turn.until', '=', before?.until ?? '')
          .where('turn.holder', before?.holder ? '=' : 'is', before?.holder ?? null),
      )
      .executeTakeFirstOrThrow(),
  )
  return (rows ?? 0n) > 0n
}

/** Where the database is away the turn ends by itself. */
const settled = (db: Database, name: string, mine: string, change: { holder: string | null; until: string }) =>
  db
    .write((trx) => trx.updateTable('turn').set(change).where('name', '=', name).where('holder', '=', mine).execute())
    .catch(() => {})
