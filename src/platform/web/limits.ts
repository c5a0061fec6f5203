import type { Context } from 'hono'
import type { App } from '../app.ts'
import { networkOf } from './address.ts'
import { devicesOf } from './devices.ts'
import { type Tried, take, untake } from './tries.ts'

export { waitSeconds } from './tries.ts'

/**
 * Slows the guessing of passwords down for one realm of people, without locking anybody out: a browser in which somebody has signed
 * in before counts for itself, whatever others try under that name. `cookie` is the one that browsers are known by; `kind` tells what is
 * guessed, and `ofOneName` how often from everywhere.
 */
export function passwordLimits(cookie: string, kind = cookie, ofOneName = 50) {
  const devices = devicesOf(cookie)
  /** Tries of one browser that is known for the name. */
  const device = (nonce: string): Tried => ({ kind: `${kind}: browser`, key: nonce, most: 8 })
  /** Tries for one name from one network. */
  const pair = (from: string, name: string): Tried => ({ kind: `${kind}: pair`, key: `${from} ${name}`, most: 8 })
  /** Tries for any name from one network. */
  const network = (from: string): Tried => ({ kind: `${kind}: network`, key: from, most: 30 })
  /** Tries for one name from everywhere, but for browsers that are known for it. */
  const ofName = (name: string): Tried => ({ kind: `${kind}: name`, key: name, most: ofOneName })
  /** A password that is asked of somebody who is signed in, by session. */
  const session = (id: string): Tried => ({ kind: `${kind}: session`, key: id, most: 8, isOfRow: true })
  const networkIn = (c: Context) => networkOf(c.get('clientAddress'))

  return {
    /** Counts one try to sign in under a name; false where there were too many, and the password is not to be looked at. */
    take(c: Context, name: string): Promise<boolean> {
      const known = devices.known(c, name)
      const from = networkIn(c)
      return take(c.var.app, known ? [device(known)] : [pair(from, name), network(from), ofName(name)])
    },
    /** The password was right: the try does not count. */
    async wasRight(c: Context, name: string): Promise<void> {
      const from = networkIn(c)
      if (!devices.known(c, name))
        await untake(c.var.app, { forgotten: [pair(from, name)], givenBack: [network(from), ofName(name)] })
    },
    /** Somebody used a link that was mailed to that name: what strangers tried before is forgotten. */
    proven: (c: Context, name: string): Promise<void> =>
      untake(c.var.app, { forgotten: [ofName(name), pair(networkIn(c), name)] }),
    /** Somebody of that name is in, and not half in: the browser is known for it from now on. */
    remember: (c: Context, name: string): void => devices.remember(c, name),
    /** Counts one try of somebody who is signed in to say their password again. */
    takeConfirmation: (app: App, sessionId: string): Promise<boolean> => take(app, [session(sessionId)]),
    /** They said it right. */
    confirmed: (app: App, sessionId: string): Promise<void> => untake(app, { forgotten: [session(sessionId)] }),
  }
}

/** Slows down how often people of one realm can ask for a mail. */
export const askingLimit = (realm: string) => ({
  take(c: Context, name: string): Promise<boolean> {
    const from = networkOf(c.get('clientAddress'))
    return take(c.var.app, [
      { kind: `${realm} mail: pair`, key: `${from} ${name}`, most: 5 },
      { kind: `${realm} mail: network`, key: from, most: 30 },
    ])
  },
})

/**
 * Writes once in a quarter of an hour for each key: a streak of wrong tries is one event. What could not be written is written at the
 * next try. The keys are of rows, not chosen by strangers.
 */
export const oncePerStreak =
  (kind: string) =>
  async (app: App, key: number | string, write: () => Promise<unknown>): Promise<void> => {
    const streak: Tried = { kind: `streak: ${kind}`, key: String(key), most: 1, isOfRow: true }
    if (!(await take(app, [streak]))) return
    try {
      await write()
    } catch (problem) {
      // Where this can't be written either, the next streak is.
      await untake(app, { forgotten: [streak] }).catch(() => {})
      throw problem
    }
  }
