import { serve } from '@hono/node-server'
import { Hono } from 'hono'

// The floors under the product's figures: what the same stack needs for the same bytes, and for hardly any. A child of run.ts,
// which sends the bytes.

/** An answer of the product, as its bytes went over the wire. */
export interface Captured {
  method: string
  path: string
  /** Who asked: two people get different pages from one address. */
  cookie: string
  headers: [string, string][]
  /** Base64. */
  body: string
}

const answers = new Map<string, Captured & { bytes: Uint8Array<ArrayBuffer> }>()

process.on('message', (captured: Captured[]) => {
  for (const one of captured)
    answers.set(`${one.method} ${one.path} ${one.cookie}`, {
      ...one,
      bytes: new Uint8Array(Buffer.from(one.body, 'base64')),
    })
  process.send?.({ ready: true })
})
process.on('disconnect', () => process.exit())

const web = new Hono()
web.get('/hello', (c) => c.text('hello'))
web.all('*', async (c) => {
  const url = new URL(c.req.url)
  const known = answers.get(`${c.req.method} ${url.pathname}${url.search} ${c.req.header('cookie')}`)
  if (!known) return c.text('not captured', 404)
  if (c.req.method === 'POST') await c.req.text()
  for (const [name, value] of known.headers) c.header(name, value)
  return c.body(known.bytes)
})

const server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.({ port }))
process.on('SIGTERM', () => server.close(() => process.exit()))
