import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { App } from '../app.ts'
import { networkOf } from './address.ts'
import { devicesOf } from './devices.ts'

/** How long tries are counted, and how long somebody waits who had too many. */
export const waitSeconds = 900
/** In how many places a limit counts: its memory is bounded whatever is tried. */
const places = 32_768

/**
 * Counts by keys that strangers choose. A key's place is chosen with a secret of this process, so that nobody can find another that
 * shares it. The counts live in this process: they need not outlive a restart.
 */
function limit(points: number) {
  const counts = new RateLimiterMemory({ points, duration: waitSeconds })
  const secret = randomBytes(32)
  const place = (key: string) => String(createHmac('sha256', secret).update(key).digest().readUInt32BE() % places)
  return {
    /** Counts one more; false where there were too many in a quarter of an hour. */
    take: (key: string): Promise<boolean> => taken(counts, place(key)),
    giveBack: (key: string) => counts.reward(place(key)),
    forget: (key: string) => counts.delete(place(key)),
  }
}

interface Limits {
  /** Tries of one browser that is known for the name. */
  device: ReturnType<typeof limit>
  /** Tries for one name from one network. */
  pair: ReturnType<typeof limit>
  /** Tries for any name from one network. */
  network: ReturnType<typeof limit>
  /** Tries for one name from everywhere, but for browsers that are known for it. */
  name: ReturnType<typeof limit>
  /** A password that is asked of somebody who is signed in, by session. */
  session: ReturnType<typeof limit>
}

/**
 * Slows the guessing of passwords down for one realm of people, without locking anybody out: a browser in which somebody has signed
 * in before counts for itself, whatever others try under that name. `cookie` is the one that browsers are known by.
 */
export function passwordLimits(cookie: string) {
  const devices = devicesOf(cookie)
  const made = new WeakMap<App, Limits>()
  const limitsOf = (app: App): Limits => {
    const known = made.get(app)
    if (known) return known
    const limits = { device: limit(8), pair: limit(8), network: limit(30), name: limit(50), session: limit(8) }
    made.set(app, limits)
    return limits
  }
  const pairOf = (network: string, name: string) => `${network} ${name}`

  return {
    /** Counts one try to sign in under a name; false where there were too many, and the password is not to be looked at. */
    async take(c: Context, name: string): Promise<boolean> {
      const limits = limitsOf(c.var.app)
      const device = devices.known(c, name)
      if (device) return limits.device.take(device)
      const network = networkOf(c.get('clientAddress'))
      return (
        (await limits.pair.take(pairOf(network, name))) &&
        (await limits.network.take(network)) &&
        (await limits.name.take(name))
      )
    },
    /** The password was right: the try does not count, and the browser is known for the name from now on. */
    async succeeded(c: Context, name: string): Promise<void> {
      const limits = limitsOf(c.var.app)
      if (!devices.known(c, name)) {
        const network = networkOf(c.get('clientAddress'))
        await limits.pair.forget(pairOf(network, name))
        await limits.network.giveBack(network)
        await limits.name.giveBack(name)
      }
      devices.remember(c, name)
    },
    /** Somebody came in by a link that was mailed to that name: what strangers tried before is forgotten, and the browser is known. */
    async proven(c: Context, name: string): Promise<void> {
      const limits = limitsOf(c.var.app)
      await limits.name.forget(name)
      await limits.pair.forget(pairOf(networkOf(c.get('clientAddress')), name))
      devices.remember(c, name)
    },
    /** Counts one try of somebody who is signed in to say their password again. */
    takeConfirmation: (app: App, sessionId: string): Promise<boolean> => limitsOf(app).session.take(sessionId),
    /** They said it right. */
    confirmed: (app: App, sessionId: string) => limitsOf(app).session.forget(sessionId),
  }
}

/** Slows down how often a mail can be asked for: each app counts for itself. */
export function askingLimit() {
  const made = new WeakMap<App, { pair: ReturnType<typeof limit>; byNetwork: ReturnType<typeof limit> }>()
  return {
    async take(c: Context, name: string): Promise<boolean> {
      const limits = made.get(c.var.app) ?? { pair: limit(5), byNetwork: limit(30) }
      made.set(c.var.app, limits)
      const network = networkOf(c.get('clientAddress'))
      return (await limits.pair.take(`${network} ${name}`)) && (await limits.byNetwork.take(network))
    },
  }
}

/**
 * Writes once in a quarter of an hour for each key: a streak of wrong tries is one event. What could not be written is written at the
 * next try. The keys are of rows, not chosen by strangers.
 */
export function oncePerStreak() {
  const counters = new WeakMap<App, RateLimiterMemory>()
  return async (app: App, key: number | string, write: () => Promise<unknown>): Promise<void> => {
    const counts = counters.get(app) ?? new RateLimiterMemory({ points: 1, duration: waitSeconds })
    counters.set(app, counts)
    if (!(await taken(counts, key))) return
    try {
      await write()
    } catch (problem) {
      await counts.delete(key)
      throw problem
    }
  }
}

async function taken(counts: RateLimiterMemory, key: number | string): Promise<boolean> {
  try {
    await counts.consume(key)
    return true
  } catch (exhausted) {
    if (exhausted instanceof Error) throw exhausted
    return false
  }
}
