import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { Refusal } from './errors.ts'
import { readPosted } from './form.ts'

/** What a form's token is bound to: the session, or the visit of somebody who has not signed in. */
declare module 'hono' {
  interface ContextVariableMap {
    tokenBases: readonly string[]
  }
}

export const formTokenFor = (secret: Buffer, base: string): string =>
  createHmac('sha256', secret).update('form token:').update(base).digest('base64url')

const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Throws unless the token was made for this session or this visit. */
export function checkFormToken(c: Context, secret: Buffer, token: string | undefined): void {
  const good = c.get('tokenBases').some((base) => token !== undefined && equal(formTokenFor(secret, base), token))
  if (!good) throw new Refusal(403, 'stale form')
}

/**
 * Refuses a write that another site started. `Sec-Fetch-Site` decides, else `Origin`; a browser that sends neither proves the form
 * by its token. A token that is sent must be right in any case: a form made in somebody else's session is not taken.
 */
export const guard =
  (config: Config): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const site = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    if (
      site !== undefined
        ? site !== 'same-origin' && site !== 'none'
        : origin !== undefined && origin !== config.publicUrl
    )
      throw new Refusal(403, 'foreign form')
    // An upload carries its token as its first part; `readUpload` checks it before it takes any file.
    if ((c.req.header('content-type') ?? '').startsWith('multipart/form-data')) return next()
    const token = (await readPosted(c)).get('form_token')?.[0]
    if (token !== undefined || (site === undefined && origin === undefined)) checkFormToken(c, config.secret, token)
    return next()
  }
