import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { App } from '../app.ts'
import type { Database } from '../db/database.ts'
import { isPassingDatabaseFailure } from '../db/failure.ts'
import { messageOf, ProcessEnded } from './failure.ts'
import {
  claim,
  countAnew,
  dropLeasesOfTheDead,
  dueKinds,
  inHandOf,
  type Leased,
  leaseSeconds,
  mostAttempts,
  release,
  renew,
} from './lease.ts'
import { type Outcome, settle } from './outcome.ts'
import type { Queue, Work } from './queue.ts'

interface Lane {
  kind: string
  work: Work
  atATime: number
  /** The loops of this process that work on it. */
  workers: Set<Promise<void>>
}

const mostWait = 30

export function makeQueue(db: Database, clock: () => Date, log: Logger): Queue {
  const lanes = new Map<string, Lane>()
  const inHand = new Set<Leased>()
  const stopping = new AbortController()
  const { signal: stopped } = stopping
  // On PostgreSQL other machines may be at it: their leases run out within a minute.
  let isTidy = db.engine === 'postgres'
  let looking = false
  let lookAgain = false
  let timer: NodeJS.Timeout | undefined
  let wake = () => {}
  /** How often in a row the database was not there. */
  let stumbles = 0

  function stumble(error: unknown): void {
    if (stumbles++ === 0 && !stopped.aborted) log.error({ error: messageOf(error) }, 'queue stumbled')
  }
  function goOn(): void {
    if (stumbles > 0) log.info('queue goes on')
    stumbles = 0
  }

  async function untilWritten<T>(write: () => Promise<T>): Promise<T> {
    for (let seconds = 1; ; seconds = Math.min(2 * seconds, mostWait)) {
      try {
        return await write()
      } catch (error) {
        if (stopped.aborted || !isPassingDatabaseFailure(error)) throw error
        if (seconds === 1) log.error({ error: messageOf(error) }, 'what was done can’t be written down yet')
        await wait(seconds * 1000, undefined, { signal: stopped }).catch(() => {})
      }
    }
  }

  async function next(lane: Lane): Promise<Leased | undefined> {
    const now = clock().toISOString()
    const due = await dueKinds(db.read, [lane.kind], now)
    if (due.length === 0) return undefined
    // Only looked at, since another process may be busy with it for long: nobody waits for us to find that out.
    if ((await inHandOf(db.read, lane.kind, now)) >= lane.atATime) return undefined
    const item = await claim(db, lane.kind, lane.atATime, clock())
    goOn()
    return item
  }

  async function outcomeOf(app: App, { work }: Lane, item: Leased, signal: AbortSignal): Promise<Outcome> {
    try {
      if (item.attempts > mostAttempts) throw new ProcessEnded()
      const { id, attempts } = item
      const progressed = () => countAnew(db, item)
      await work.run(app, JSON.parse(item.payload), { id, attempts, signal, untilWritten, progressed })
      return { done: true }
    } catch (error) {
      return { done: false, error }
    }
  }

  async function run(app: App, lane: Lane, item: Leased): Promise<void> {
    const lost = new AbortController()
    const heart = setInterval(
      () => {
        renew(db, item, clock())
          .then((isOurs) => isOurs || lost.abort())
          // The database is away: whoever else can't reach it takes nothing over.
          .catch(() => {})
      },
      (leaseSeconds * 1000) / 3,
    ).unref()
    inHand.add(item)
    try {
      const outcome = await outcomeOf(app, lane, item, AbortSignal.any([stopped, lost.signal]))
      await untilWritten(() => settle({ app, db, log, work: lane.work, item, now: clock() }, outcome))
    } catch (error) {
      if (!stopped.aborted) log.error({ queue: lane.kind, item: item.id, error: messageOf(error) }, 'left to its lease')
    } finally {
      clearInterval(heart)
      inHand.delete(item)
    }
  }

  /** Works on a lane until nothing is due in it, beside as many others as it takes. False where there are as many already. */
  function startWorker(app: App, lane: Lane): boolean {
    if (stopped.aborted || lane.workers.size >= lane.atATime) return false
    const work = async () => {
      while (!stopped.aborted) {
        const item = await next(lane)
        if (!item) return
        startWorker(app, lane)
        await run(app, lane, item)
      }
    }
    const worker = work()
      .catch(stumble)
      .finally(() => lane.workers.delete(worker))
    lane.workers.add(worker)
    return true
  }

  async function tidy(): Promise<void> {
    if (!isTidy) await dropLeasesOfTheDead(db, clock())
    isTidy = true
  }

  async function look(app: App): Promise<void> {
    looking = true
    clearTimeout(timer)
    try {
      await tidy()
      const due = await dueKinds(db.read, [...lanes.keys()], clock().toISOString())
      const begun = due.filter((kind) => startWorker(app, lanes.get(kind)!))
      // Otherwise the first of them to take an item knows whether that can be written.
      if (begun.length === 0) goOn()
    } catch (error) {
      stumble(error)
    }
    looking = false
    if (stopped.aborted) return
    const seconds = lookAgain && stumbles === 0 ? 0 : Math.min(2 ** stumbles, mostWait)
    lookAgain = false
    timer = setTimeout(() => void look(app), seconds * 1000).unref()
  }

  return {
    handle: (kind, work) => void lanes.set(kind, { kind, work, atATime: work.atATime ?? 1, workers: new Set() }),
    workOf: (kind) => lanes.get(kind)?.work,
    kinds: () => [...lanes.keys()],
    tidy,
    start(app) {
      wake = () => {
        // While the database is away it is looked for in its own time.
        if (stopped.aborted || stumbles > 0) return
        if (looking) lookAgain = true
        else void look(app)
      }
      void look(app)
    },
    poke: () => void setImmediate(() => wake()),
    async drain(app, only) {
      for (let total = 0; ; ) {
        let count = 0
        for (const lane of lanes.values()) {
          if (only !== undefined && lane.kind !== only) continue
          for (let item = await next(lane); item; item = stopped.aborted ? undefined : await next(lane)) {
            await run(app, lane, item)
            count++
          }
        }
        if (count === 0) return total
        total += count
      }
    },
    async stop(seconds = 10) {
      stopping.abort()
      clearTimeout(timer)
      const enough = new AbortController()
      const running = Promise.all([...lanes.values()].flatMap((lane) => [...lane.workers]))
      await Promise.race([running, wait(seconds * 1000, undefined, enough).catch(() => {})])
      enough.abort()
      await release(db, [...inHand]).catch((error) =>
        log.error({ error: messageOf(error) }, 'leases were not given back'),
      )
    },
  }
}
