import { type Generated, sql } from 'kysely'
import type { Logger } from 'pino'
import type { App } from '../app.ts'
import type { Database, Trx } from '../db/database.ts'
import { engineOf } from '../db/locked.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    queue_item: {
      id: Generated<number>
      kind: string
      payload: string
      dedupe: string | null
      run_at: string
      attempts: Generated<number>
      locked_until: string | null
      dead_at: string | null
      error: string | null
      created_at: string
    }
  }
}

/** What runs an item, at least once: it must bear being run twice. What it throws makes the queue try again later. */
export type Handler = (app: App, payload: any, item: { id: number; attempts: number }) => Promise<void>

const mostAttempts = 8
/** How long an item may run before another worker may think its worker dead. A long handler works in short items that follow each other. */
const leaseSeconds = 300
const waits = [10, 60, 300, 900, 3600, 7200, 21600]

const later = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000).toISOString()

/** Puts work on the queue in the verb's own transaction: it runs after the commit, or never if that fails. `dedupe` names work that need wait only once. */
export async function enqueue(
  trx: Trx,
  item: { kind: string; payload: unknown; at: string; runAt?: string; dedupe?: string },
): Promise<void> {
  await trx
    .insertInto('queue_item')
    .values({
      kind: item.kind,
      payload: JSON.stringify(item.payload),
      dedupe: item.dedupe ?? null,
      run_at: item.runAt ?? item.at,
      created_at: item.at,
    })
    .onConflict((conflict) => conflict.column('dedupe').doNothing())
    .execute()
}

export interface Queue {
  handle(kind: string, handler: Handler): void
  /** Starts looking for due work, several times a second while there is some. */
  start(app: App): void
  /** Looks now instead of at the next tick. */
  poke(): void
  /** Runs everything that is due, one after the other, until nothing is; gives how many ran. For tests and the command line. */
  drain(app: App): Promise<number>
  /** Ends the loop and waits for the item that is running. */
  stop(): Promise<void>
}

export function makeQueue(db: Database, clock: () => Date, log: Logger): Queue {
  const handlers = new Map<string, Handler>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> | undefined
  let stopped = false
  let wake = () => {}

  const claim = () =>
    db.write(async (trx) => {
      const now = clock()
      const due = trx
        .selectFrom('queue_item')
        .selectAll()
        .where('dead_at', 'is', null)
        .where('run_at', '<=', now.toISOString())
        .where((or) => or.or([or('locked_until', 'is', null), or('locked_until', '<', now.toISOString())]))
        .orderBy('run_at')
        .orderBy('id')
        .limit(1)
      const item = await (engineOf(trx) === 'postgres' ? due.forUpdate().skipLocked() : due).executeTakeFirst()
      if (!item) return undefined
      await trx
        .updateTable('queue_item')
        .set({ attempts: sql`attempts + 1`, locked_until: later(now, leaseSeconds) })
        .where('id', '=', item.id)
        .execute()
      return { ...item, attempts: item.attempts + 1 }
    })

  async function runOne(app: App): Promise<boolean> {
    // A glance on the reading connection first: an idle server must not take the write lock every second.
    const waiting = await db.read
      .selectFrom('queue_item')
      .select('id')
      .where('dead_at', 'is', null)
      .where('run_at', '<=', clock().toISOString())
      .limit(1)
      .executeTakeFirst()
    if (!waiting) return false
    const item = await claim()
    if (!item) return false
    try {
      const handler = handlers.get(item.kind)
      if (!handler) throw new Error(`nothing handles ${item.kind}`)
      await handler(app, JSON.parse(item.payload), { id: item.id, attempts: item.attempts })
      await db.write((trx) => trx.deleteFrom('queue_item').where('id', '=', item.id).execute())
    } catch (error) {
      const message = (error as Error).message.slice(0, 500)
      log.warn({ queue: item.kind, item: item.id, attempts: item.attempts, error: message }, 'queue item failed')
      const dead = item.attempts >= mostAttempts
      const now = clock()
      await db.write((trx) =>
        trx
          .updateTable('queue_item')
          .set({
            error: message,
            locked_until: null,
            run_at: later(now, waits[item.attempts - 1] ?? waits.at(-1)!),
            dead_at: dead ? now.toISOString() : null,
          })
          .where('id', '=', item.id)
          .execute(),
      )
    }
    return true
  }

  async function drain(app: App) {
    let count = 0
    while (!stopped && (await runOne(app))) count++
    return count
  }

  return {
    handle: (kind, handler) => void handlers.set(kind, handler),
    start(app) {
      const tick = () => {
        if (stopped || running) return
        clearTimeout(timer)
        running = drain(app)
          .catch((error: unknown) => log.error({ error: (error as Error).message }, 'queue stumbled'))
          .finally(() => {
            running = undefined
            if (!stopped) timer = setTimeout(tick, 1000).unref()
          })
      }
      wake = tick
      tick()
    },
    poke: () => void setImmediate(wake),
    drain,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
