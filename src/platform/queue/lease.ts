import { hostname } from 'node:os'
import { type Selectable, sql } from 'kysely'
import type { Database, Db, Trx } from '../db/database.ts'
import { lockedName } from '../db/locked.ts'
import type { Tables } from '../db/tables.ts'

export type Item = Selectable<Tables['queue_item']>
/** An item in somebody's hands. */
export type Leased = Item & { lease: string }

/** How long a worker may say nothing before another may think it dead. It says something every third of it. */
export const leaseSeconds = 60
/** How often an item is started before it is given up. */
export const mostAttempts = 8
/** The seconds to wait after each try. */
const waits = [10, 60, 300, 900, 3600, 7200, 21600]

export const later = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000).toISOString()
export const waitAfter = (attempts: number) => waits[attempts - 1] ?? waits.at(-1)!

const started = Math.round(Date.now() - process.uptime() * 1000)
/** Who this process is, as leases name it: host, number and start. */
export const ownerName = `${hostname()}:${process.pid}:${started}`

/** Whether the process that a lease names has certainly ended. Of another machine nobody knows. */
export function hasEnded(lease: string): boolean {
  const [, host, pid, start] = /^(.*):(\d+):(\d+)\/\d+$/.exec(lease) ?? []
  if (host !== hostname()) return false
  if (Number(pid) === process.pid) return Number(start) !== started
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Which of these kinds have an item that is due and in nobody's hands: only looks, so that an idle server writes nothing. */
export async function dueKinds(db: Db, kinds: readonly string[], now: string): Promise<string[]> {
  if (kinds.length === 0) return []
  const first = kinds.map(
    (kind) => sql`select kind from (${dueItem(db, kind, now).clearSelect().select('kind')}) as due`,
  )
  const { rows } = await sql<{ kind: string }>`${sql.join(first, sql` union all `)}`.execute(db)
  return rows.map((row) => row.kind)
}

export const dueItem = (db: Db | Trx, kind: string, now: string) =>
  db
    .selectFrom('queue_item')
    .selectAll()
    .where('kind', '=', kind)
    .where('dead_at', 'is', null)
    .where('run_at', '<=', now)
    .where((or) => or.or([or('locked_until', 'is', null), or('locked_until', '<', now)]))
    .orderBy('run_at')
    .orderBy('id')
    .limit(1)

export const inHand = (db: Db | Trx, kind: string, now: string) =>
  db
    .selectFrom('queue_item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('lease', 'is not', null)
    .where('kind', '=', kind)
    .where('locked_until', '>=', now)

/** How many of a kind are in anybody's hands. */
export const inHandOf = async (db: Db | Trx, kind: string, now: string): Promise<number> =>
  (await inHand(db, kind, now).executeTakeFirstOrThrow()).count

let claims = 0

/** Takes the next item of a lane, where one is due and fewer than so many are in anybody's hands. Counts the try before it begins. */
export const claim = (db: Database, kind: string, atATime: number, now: Date): Promise<Leased | undefined> =>
  db.write(async (trx) => {
    await lockedName(trx, `queue ${kind}`)
    const at = now.toISOString()
    if ((await inHandOf(trx, kind, at)) >= atATime) return undefined
    const item = await dueItem(trx, kind, at).executeTakeFirst()
    if (!item) return undefined
    const change = {
      lease: `${ownerName}/${++claims}`,
      locked_until: later(now, leaseSeconds),
      attempts: item.attempts + 1,
    }
    const { numUpdatedRows } = await trx
      .updateTable('queue_item')
      .set(change)
      .where('id', '=', item.id)
      // Whoever had it may have renewed the lease meanwhile.
      .where((or) => or.or([or('locked_until', 'is', null), or('locked_until', '<', at)]))
      .executeTakeFirst()
    return numUpdatedRows > 0n ? { ...item, ...change } : undefined
  })

/** Says that the worker is still there. False where the item is no longer in its hands. */
export const renew = async (db: Database, item: Leased, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db.write((trx) =>
    trx
      .updateTable('queue_item')
      .set({ locked_until: later(now, leaseSeconds) })
      .where('id', '=', item.id)
      .where('lease', '=', item.lease)
      .executeTakeFirst(),
  )
  return numUpdatedRows > 0n
}

/** Counts the tries of an item anew, this one being the first. */
export async function countAnew(db: Database, item: Leased): Promise<void> {
  if (item.attempts <= 1) return
  item.attempts = 1
  await db.write((trx) =>
    trx
      .updateTable('queue_item')
      .set({ attempts: 1 })
      .where('id', '=', item.id)
      .where('lease', '=', item.lease)
      .execute(),
  )
}

/** Hands items back whose handlers did not end in time: that was no try. */
export async function release(db: Database, items: readonly Leased[]): Promise<void> {
  if (items.length === 0) return
  await db.write((trx) =>
    trx
      .updateTable('queue_item')
      .set({ lease: null, locked_until: null, attempts: sql`attempts - 1` })
      .where(
        'lease',
        'in',
        items.map((item) => item.lease),
      )
      .execute(),
  )
}

/**
 * Frees what processes that have ended left in their hands, so that nobody waits for a lease to run out. What has been started more
 * than once waits as after a failure: it may be what ended them.
 */
export async function dropLeasesOfTheDead(db: Database, now: Date): Promise<void> {
  const leased = await db.read
    .selectFrom('queue_item')
    .select(['id', 'lease', 'attempts', 'run_at'])
    .where('lease', 'is not', null)
    .execute()
  const left = leased.filter((item) => item.lease !== null && hasEnded(item.lease))
  if (left.length === 0) return
  await db.write(async (trx) => {
    for (const { id, lease, attempts, run_at } of left)
      await trx
        .updateTable('queue_item')
        .set({
          lease: null,
          locked_until: null,
          run_at: attempts > 1 ? later(now, waitAfter(attempts - 1)) : run_at,
        })
        .where('id', '=', id)
        .where('lease', '=', lease)
        .execute()
  })
}
