import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import { readCookie, writeCookie } from './cookies.ts'

const day = 86_400_000
/** Browsers keep a cookie for 400 days at most. */
const keptDays = 365
/** Of how many people one browser keeps the proof: several share a terminal. */
const most = 8
const shape = /^([0-9a-z]{1,6})\.([\w-]{16})\.([\w-]{43})$/

/**
 * Browsers in which somebody has signed in (OWASP's device cookies). The cookie holds a proof for each name: it does not tell the name,
 * and lets nobody in. `cookie` is the cookie's own name, one for each realm of people.
 */
export function devicesOf(cookie: string) {
  const macOf = (app: App, name: string, since: string, nonce: string) =>
    createHmac('sha256', app.config.secret)
      .update(JSON.stringify(['device', cookie, since, nonce, name]))
      .digest()
  const kept = (c: Context) => (readCookie(c, c.var.app.config, cookie) ?? '').split('~').slice(0, most)
  const today = (app: App) => Math.floor(app.clock().getTime() / day)

  function nonceOf(proof: string, app: App, name: string): string | null {
    const [, since = '', nonce = '', mac = ''] = shape.exec(proof) ?? []
    if (!nonce || !timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(app, name, since, nonce))) return null
    return today(app) - Number.parseInt(since, 36) <= keptDays ? nonce : null
  }

  return {
    /** What this browser is counted by for a name; null where nobody of that name has signed in here. */
    known(c: Context, name: string): string | null {
      for (const proof of kept(c)) {
        const nonce = nonceOf(proof, c.var.app, name)
        if (nonce) return nonce
      }
      return null
    },
    /** Has the browser be known for a name for a year. */
    remember(c: Context, name: string): void {
      const others = kept(c).filter((proof) => shape.test(proof) && !nonceOf(proof, c.var.app, name))
      const since = today(c.var.app).toString(36)
      const nonce = randomBytes(12).toString('base64url')
      const proof = `${since}.${nonce}.${macOf(c.var.app, name, since, nonce).toString('base64url')}`
      writeCookie(c, c.var.app.config, cookie, [proof, ...others].slice(0, most).join('~'), keptDays * 86_400)
    },
  }
}
