import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld } from '#src/testing/world.ts'
import { closeSilentConnections } from './connections.ts'

// What only a real connection shows.

const servers: ServerType[] = []
const connections = new Set<Socket>()

async function listening(web: Hono, silenceMs: number): Promise<() => Promise<Socket>> {
  const server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 })
  closeSilentConnections(server, silenceMs)
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return async () => {
    const socket = connect(port, '127.0.0.1')
    // One that the server resets is what some of these are about.
    socket.on('error', () => {})
    connections.add(socket)
    await once(socket, 'connect')
    return socket
  }
}

/** All that comes over a connection until so many answers have begun, or it ends. */
async function answers(socket: Socket, count: number): Promise<string[]> {
  let text = ''
  const begun = () => text.split(/(?=HTTP\/1\.1 \d{3} )/).filter(Boolean)
  socket.on('data', (chunk) => {
    text += chunk
  })
  for (let waited = 0; waited < 10_000 && begun().length < count && !socket.closed; waited += 10) await wait(10)
  return begun()
}

after(() => {
  for (const socket of connections) socket.destroy()
  for (const server of servers) server.close()
})

describe('a connection', () => {
  let connection: () => Promise<Socket>
  let owner: Browser
  before(async () => {
    const world = await makeWorld('sqlite')
    owner = await world.as(world.people.owner)
    connection = await listening(world.web, 120_000)
  })

  const head = (path: string, headers: Record<string, string | number>) =>
    [
      `POST ${path} HTTP/1.1`,
      'Host: localhost',
      `Cookie: session=${owner.cookies.get('session')}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '\r\n',
    ].join('\r\n')
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const next = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'

  it('goes on with the next request after one that was too large, with nothing of it left over', async () => {
    const socket = await connection()
    socket.write(head('/accounts', { ...form, 'Content-Length': 1_500_000 }) + 'x'.repeat(1_500_000) + next)
    const [first = '', second = ''] = await answers(socket, 2)
    assert.match(first, /^HTTP\/1\.1 413 /)
    assert.match(second, /^HTTP\/1\.1 200 /)
  })

  it('goes on after a request that was refused before its body came', async () => {
    const socket = await connection()
    const body = 'name=x'
    socket.write(head('/nowhere', { 'Content-Type': 'text/plain', 'Content-Length': body.length }) + body + next)
    const [first = '', second = ''] = await answers(socket, 2)
    assert.match(first, /^HTTP\/1\.1 415 /)
    assert.match(second, /^HTTP\/1\.1 200 /)
  })

  it('says that it ends where more is still to come than is worth reading', async () => {
    const socket = await connection()
    socket.write(`${head('/accounts', { ...form, 'Content-Length': 500_000_000 })}name=x`)
    const [first = ''] = await answers(socket, 1)
    assert.match(first, /^HTTP\/1\.1 413 /)
    assert.match(first, /^connection: close/im)
    await (socket.closed || once(socket, 'close'))
  })

  it('may break off anywhere in an upload: others are served on', async () => {
    const boundary = 'x-boundary'
    const body = [
      `--${boundary}\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n${owner.formToken}\r\n`,
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n`,
      'hello\r\n',
      `--${boundary}--\r\n`,
    ].join('')
    const type = { 'Content-Type': `multipart/form-data; boundary=${boundary}` }
    const paths = ['/accounts/1/documents', '/imports', '/accounts/1/photo', '/accounts/1/archival']
    for (const path of paths)
      for (let cut = 0; cut < body.length; cut += 23)
        for (const said of [body.length, cut]) {
          const socket = await connection()
          socket.write(head(path, { ...type, 'Content-Length': said }) + body.slice(0, cut))
          await wait(1)
          socket.destroy()
        }
    const socket = await connection()
    socket.write(next)
    assert.match((await answers(socket, 1))[0] ?? '', /^HTTP\/1\.1 200 /)
  })
})

describe('a silent connection', () => {
  let connection: () => Promise<Socket>
  before(async () => {
    const web = new Hono()
    web.post('/slow', async (c) => {
      await c.req.text()
      await wait(2000)
      return c.text('done')
    })
    connection = await listening(web, 1000)
  })

  it('is closed', { timeout: 20_000 }, async () => {
    const socket = await connection()
    socket.resume()
    await once(socket, 'close')
  })

  it('is kept while the answer to what it sent is worked out', async () => {
    const socket = await connection()
    socket.write('POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx')
    const [answer = ''] = await answers(socket, 1)
    assert.match(answer, /^HTTP\/1\.1 200 /)
  })

  it('is kept for the next request, and says for how long', async () => {
    const socket = await connection()
    const next = 'GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n'
    socket.write(next)
    const [first = ''] = await answers(socket, 1)
    assert.match(first, /^keep-alive: timeout=150/im)
    await wait(2500)
    socket.write(next)
    assert.equal((await answers(socket, 1)).length, 1)
  })
})
