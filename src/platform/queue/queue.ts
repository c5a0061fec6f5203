import type { Generated } from 'kysely'
import type { App } from '../app.ts'
import type { Db, Trx } from '../db/database.ts'
import type { FailureReason } from './failure.ts'

/**
 * Every kind of work, with what an item of it holds. Each noun adds its own, beside its handler:
 * `declare module '#src/platform/queue/queue.ts' { interface QueueKinds { 'run import': { id: number } } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: the nouns fill it by declaration merging
export interface QueueKinds {}
export type QueueKind = keyof QueueKinds

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    queue_item: {
      id: Generated<number>
      kind: string
      payload: string
      dedupe: string | null
      run_at: string
      /** How often it has been started. */
      attempts: Generated<number>
      /** Who works on it, and which of their claims this is; null while nobody does. */
      lease: Generated<string | null>
      /** Until when the lease holds unless it is renewed. */
      locked_until: string | null
      /** When it was given up: nobody works on it until somebody says so. */
      dead_at: string | null
      reason: Generated<FailureReason | null>
      error: string | null
      created_at: string
    }
  }
}

/** One run of an item, as its handler sees it. */
export interface ItemRun {
  id: number
  /** 1 at the first try. */
  attempts: number
  /** Aborted when the process stops or somebody else has taken the item over: long work ends its turn. */
  signal: AbortSignal
  /** Repeats a write while the database is away: for what has happened outside and must not happen twice. */
  untilWritten<T>(write: () => Promise<T>): Promise<T>
  /** Says that some of the work is done for good. Its tries are counted anew: what gets on is not what ends the process each time. */
  progressed(): Promise<void>
}

/** What runs an item, at least once: it must bear being run twice. What it throws makes the queue try again later. */
export type Handler<Payload = any> = (app: App, payload: Payload, item: ItemRun) => Promise<void>

type Moment = { trx: Trx; at: string }

/** What a noun says of one kind of work. */
export interface Work<Payload = any> {
  run: Handler<Payload>
  /** How many items run at a time, in all processes together. With 1, where nothing is said, they run in order. */
  atATime?: number
  /** Writes down, in the transaction that gives an item up, that what it was about has failed. Bears being run twice. */
  gaveUp?(app: App, moment: Moment, payload: Payload, reason: FailureReason): Promise<void>
  /** The opposite, when somebody has an item tried again. */
  revived?(app: App, moment: Moment, payload: Payload): Promise<void>
  /** The name and the page of what each item is about, in the order of the payloads; null where there is nothing to name. */
  about?(db: Db, payloads: readonly Payload[]): Promise<(About | null)[]>
}

export interface About {
  name: string
  href: string
}

interface NewItem<Kind extends QueueKind> {
  kind: Kind
  payload: QueueKinds[Kind]
  at: string
  runAt?: string
  dedupe?: string
}

/** Puts work on the queue in the verb's own transaction: it runs after the commit, or never if that fails. `dedupe` names work that need wait only once. */
export async function enqueue<Kind extends QueueKind>(trx: Trx, item: NewItem<Kind>): Promise<void> {
  await trx
    .insertInto('queue_item')
    .values({
      kind: item.kind,
      payload: JSON.stringify(item.payload),
      dedupe: item.dedupe ?? null,
      run_at: item.runAt ?? item.at,
      locked_until: null,
      dead_at: null,
      error: null,
      created_at: item.at,
    })
    .onConflict((conflict) => conflict.column('dedupe').doNothing())
    .execute()
}

/** The same for work that was given up: it takes the place of the item that failed, where that is still there. */
export async function enqueueAgain<Kind extends QueueKind>(trx: Trx, item: NewItem<Kind>): Promise<void> {
  await trx
    .deleteFrom('queue_item')
    .where('dead_at', 'is not', null)
    .where('kind', '=', item.kind)
    .where('payload', '=', JSON.stringify(item.payload))
    .execute()
  await enqueue(trx, item)
}

/**
 * Leaves it to the queue to find out whether there is anything to do, within a second: it is not woken, so that an answer does not take
 * longer where there is.
 */
export const enqueueQuietly = <Kind extends QueueKind>(
  app: App,
  kind: Kind,
  payload: QueueKinds[Kind],
): Promise<void> => app.db.write((trx) => enqueue(trx, { kind, payload, at: app.clock().toISOString() }))

export interface Queue {
  handle(kind: string, work: Work): void
  /** What was said of a kind; undefined for one that nobody knows any more. */
  workOf(kind: string): Work | undefined
  kinds(): string[]
  /** Frees what processes of this machine that have ended had in hand, on SQLite: `start` does it too. */
  tidy(): Promise<void>
  /** Starts looking for due work every second. Each kind is a lane of its own: a slow one holds no other. */
  start(app: App): void
  /** Looks now instead of at the next tick. */
  poke(): void
  /** Runs everything that is due, or that of one kind, until nothing is; gives how many ran. For tests and the command line. */
  drain(app: App, kind?: QueueKind): Promise<number>
  /** Starts nothing more, gives what is running ten seconds, or so many, and hands back what is not done by then. */
  stop(seconds?: number): Promise<void>
}
