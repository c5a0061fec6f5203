import cluster, { type Worker } from 'node:cluster'
import { on, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'

/** A process that has lived so long was well: where it ends, the next starts at once. */
const wellAfterMs = 60_000
const longestPauseMs = 30_000
/** How long the processes may take to end what they are at, before they are made to. */
const patienceMs = 17_000

/**
 * Answers in so many processes, each the command that this one is, and looks after them until it is told to stop: one that ends is
 * started again. This process itself only takes the connections and hands them on. The first process loads what it needs while `prepare`
 * does what is done once, and shows whether all is well: where it ends before it listens, no other is started, and this gives 1.
 */
export async function supervise(count: number, prepare: () => Promise<Prepared>): Promise<number> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  try {
    const first = begun(stopping.signal)
    const { log, listening } = await prepare().catch(async (error) => {
      stop()
      await first.end
      throw error
    })
    // Only now, so that whoever waits for a database can be told to stop. Not once: who presses Ctrl-C twice, or is told by somebody who
    // passes it on too, does not cut short what ends in order.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
    goOn(first.worker)
    const listens = once(first.worker, 'listening', { signal: stopping.signal }).then(
      () => true,
      () => false,
    )
    if (await Promise.race([listens, first.end.then(() => false)])) listening()
    else {
      await first.end
      return stopping.signal.aborted ? 0 : 1
    }
    const places = Array.from({ length: count }, (_, place) => keepUp(place === 0 ? first : null, log, stopping.signal))
    await Promise.all(places)
    return 0
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
  }
}

interface Prepared {
  log: Logger
  /** Called once the first process listens. */
  listening(): void
}

const prepared = 'prepared'

/** Tells a process that what is done once is done. */
function goOn(worker: Worker): void {
  // It may have ended already.
  if (worker.isConnected()) worker.send(prepared, undefined, () => {})
}

/** In one of several processes: waits until what is done once is done. To be called before anything is loaded. */
export async function untilPrepared(): Promise<void> {
  for await (const [message] of on(process, 'message')) if (message === prepared) return
}

/** Has one process there until all stop: where it ends another takes its place, after a pause that grows while none lives long. */
async function keepUp(first: Begun | null, log: Logger, stopped: AbortSignal): Promise<void> {
  let pause = 0
  for (let now = first; !stopped.aborted; now = null) {
    const { worker, end, at } = now ?? begun(stopped)
    if (!now) goOn(worker)
    const how = await end
    if (stopped.aborted) return
    pause = Date.now() - at >= wellAfterMs ? 0 : Math.min(2 * pause || 500, longestPauseMs)
    log.error({ process: worker.process.pid, ...how, pause }, 'a process ended and is started again')
    await wait(pause, undefined, { signal: stopped }).catch(() => {})
  }
}

interface Begun {
  worker: Worker
  at: number
  /** How it ended, by itself or since all stop. */
  end: Promise<{ code: number | null; signal: string | null }>
}

function begun(stopped: AbortSignal): Begun {
  const worker = cluster.fork()
  let impatient: NodeJS.Timeout | undefined
  const tell = () => {
    worker.process.kill('SIGTERM')
    impatient = setTimeout(() => worker.process.kill('SIGKILL'), patienceMs)
  }
  stopped.addEventListener('abort', tell, { once: true })
  const end = new Promise<Awaited<Begun['end']>>((resolve) => {
    worker.once('exit', (code, signal) => resolve({ code, signal }))
    // The machine has no room for another process: it has no number then.
    worker.on('error', () => worker.process.pid === undefined && resolve({ code: null, signal: null }))
  }).finally(() => {
    clearTimeout(impatient)
    stopped.removeEventListener('abort', tell)
  })
  return { worker, at: Date.now(), end }
}
