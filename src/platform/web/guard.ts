import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { within } from './body.ts'
import { Refusal } from './errors.ts'
import { readPosted } from './form.ts'
import { isMultipart, openMultipart } from './multipart.ts'

/** What a form's token is bound to: the session, or the visit of somebody who has not signed in. */
declare module 'hono' {
  interface ContextVariableMap {
    tokenBases: readonly string[]
  }
}

/** Of how many sessions and visits the token is kept, rather than made again for each page. */
const mostKept = 10_000
const kept = new WeakMap<Buffer, { key: KeyObject; tokens: Map<string, string> }>()

export function formTokenFor(secret: Buffer, base: string): string {
  const known = kept.get(secret) ?? { key: createSecretKey(secret), tokens: new Map<string, string>() }
  kept.set(secret, known)
  const { key, tokens } = known
  let token = tokens.get(base)
  if (token === undefined) {
    token = createHmac('sha256', key).update('form token:').update(base).digest('base64url')
    if (tokens.size >= mostKept) tokens.delete(tokens.keys().next().value as string)
    tokens.set(base, token)
  }
  return token
}

/** What proves a form that this answer holds. */
export const formTokenOf = (c: Context): string => formTokenFor(c.var.app.config.secret, c.get('tokenBases').at(-1)!)

const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Throws unless the token was made for this session or this visit. */
export function checkFormToken(c: Context, secret: Buffer, token: string | undefined): void {
  const good = c.get('tokenBases').some((base) => token !== undefined && equal(formTokenFor(secret, base), token))
  if (!good) throw new Refusal(403, 'stale form')
}

/** How long the token of an upload may take to come, in milliseconds: until then it may be anybody who sends it. */
const longest = 60_000

/**
 * No write runs before its form was proven: the token must be right, whatever the content type and whoever sends it, and a browser that
 * says where the form came from (`Sec-Fetch-Site`, `Origin`) must name this very place in both.
 */
export const guard =
  (config: Config): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (isForeign(c, config)) throw new Refusal(403, 'foreign form')
    if (!isMultipart(c)) {
      checkFormToken(c, config.secret, (await readPosted(c)).get('form_token')?.[0])
      return next()
    }
    const form = openMultipart(c)
    try {
      // Only the token may stand before the files: it is proven before anything of them is read.
      const first = await within(form.next(), longest)
      checkFormToken(c, config.secret, first?.name === 'form_token' && 'value' in first ? first.value : undefined)
      c.set('multipart', form)
      return await next()
    } finally {
      form.close()
    }
  }

function isForeign(c: Context, config: Config): boolean {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  return (
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== config.publicUrl)
  )
}
