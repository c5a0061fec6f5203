import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import type { Hono } from 'hono'
import { makeWeb } from '#src/app.tsx'
import { browserFor, clientBrowserFor, strangerFor } from '#src/testing/browser-like.ts'
import { addClient } from '#src/testing/clients.ts'
import { engines, makeWorld, oneEngine, password, type World } from '#src/testing/world.ts'
import { ConfigError, readConfig } from '../config.ts'
import { enqueue } from '../queue/queue.ts'
import { tellMetrics } from './listener.ts'
import { type Measured, measured } from './metrics.ts'

/** What one figure says: by its labels as they stand there, or by nothing. */
async function told({ registry }: Measured, name: string): Promise<Record<string, number>> {
  const lines = (await registry.metrics()).split('\n')
  const found = lines.map((line) => /^(\w+)(?:\{([^}]*)\})? (\S+)$/.exec(line)).filter((line) => line?.[1] === name)
  return Object.fromEntries(found.map((line) => [line![2] ?? '', Number(line![3])]))
}

for (const engine of oneEngine)
  describe(`the figures on ${engine}`, () => {
    let world: World
    let figures: Measured
    let web: Hono
    before(async () => {
      world = await makeWorld(engine)
      figures = measured(world.app)
      web = makeWeb(figures.app)
    })

    it('are nowhere on the address of the pages, whether they are counted or not', async () => {
      for (const pages of [world.web, web]) {
        const answer = await pages.request('/metrics')
        assert.equal(answer.status, 404)
        assert.equal(
          await answer.text(),
          (await (await pages.request('/metrixx')).text()).replaceAll('metrixx', 'metrics'),
        )
      }
    })

    it('name nobody and nothing after a day of work, and count each route by its pattern', async () => {
      const { app } = figures
      const { seen, hidden } = world.accounts
      const stranger = strangerFor(web)
      await stranger.get('/sign-in')
      await stranger.post('/sign-in', { email: 'olga@firm.test', password })
      const olga = await browserFor(app, web, world.people.owner)
      for (const path of [`/accounts/${seen}`, `/accounts/${hidden}/info`, '/accounts?name=Hidden', '/search?q=maria'])
        assert.equal((await olga.get(path)).status, 200, path)
      assert.equal((await olga.post(`/accounts/${seen}/notes`, { text: 'Call Maria about Hidden' })).status, 303)
      assert.equal((await olga.get('/accounts/olga-hidden')).status, 404)
      const client = await clientBrowserFor(app, web, (await addClient(world, 'Maria Seen')).loginId)
      assert.equal((await client.get('/portal')).status, 200)
      await app.files.put(Readable.from(['Zoë']), 10)

      const text = await figures.registry.metrics()
      const names = /olga|adam|eva\b|seen|hidden|maria|jo[ãa]o|zo[ëe]|firm\.test|912 345|127\.0\.0\.1|ficha-test/i
      assert.deepEqual(
        text.split('\n').filter((line) => names.test(line)),
        [],
      )
      const requests = await told(figures, 'ficha_http_requests_total')
      assert.equal(requests['method="GET",route="/accounts/:id",status="2xx"'], 1)
      assert.equal(requests['method="GET",route="/accounts/:id",status="4xx"'], 1)
      assert.equal(requests['method="POST",route="/accounts/:id/notes",status="3xx"'], 1)
      assert.equal(requests['method="POST",route="/sign-in",status="3xx"'], 1)
      const durations = await told(figures, 'ficha_http_request_duration_seconds_count')
      assert.equal(durations['method="GET",route="/accounts/:id"'], 2)
      const [statements] = Object.entries(await told(figures, 'ficha_statements_total'))
      assert.equal(statements![0], `engine="${engine}"`)
      assert.ok(statements![1] > 20)
      assert.equal((await told(figures, 'ficha_files_stored_total'))[''], 1)
      assert.equal((await told(figures, 'ficha_file_bytes_stored_total'))[''], 4)
      assert.equal((await told(figures, 'ficha_files_arriving'))[''], 0)
    })

    it('are as many after addresses and methods that nobody knows as after one of each', async () => {
      const count = async () => (await figures.registry.metrics()).split('\n').length
      const ask = async (word: string) => {
        await web.request(`/${word}`)
        await web.request(`/accounts/${word}`, { method: word.toUpperCase() })
        await web.request(`/assets/${word}`)
      }
      await ask('first')
      const lines = await count()
      for (let i = 0; i < 30; i++) await ask(`word${i}`)
      assert.equal(await count(), lines)
      const requests = await told(figures, 'ficha_http_requests_total')
      assert.ok(requests['method="other",route="other",status="4xx"']! >= 31)
    })

    it('leave out what can’t be found, and tell the rest', async () => {
      const away = measured({
        ...world.app,
        modules: [
          { name: 'away', figures: [{ name: 'gone', help: '-', count: () => Promise.reject(new Error('away')) }] },
          { name: 'here', figures: [{ name: 'there', help: '-', count: async () => 3 }] },
        ],
      })
      assert.deepEqual(await told(away, 'ficha_gone'), {})
      assert.deepEqual(await told(away, 'ficha_there'), { '': 3 })
      assert.ok('' in (await told(away, 'nodejs_eventloop_lag_seconds')))
    })
  })

for (const engine of engines)
  describe(`what nouns count on ${engine}`, () => {
    it('is who is signed in, what waits and for how long, and what was given up', async () => {
      const world = await makeWorld(engine)
      const figures = measured(world.app)
      await world.as(world.people.eva)
      const { loginId } = await addClient(world, 'Maria Seen')
      await world.app.db.write((trx) => trx.deleteFrom('portal_session').execute())
      await world.asClient(loginId)
      const now = world.app.now.toISOString()
      const earlier = new Date(world.app.now.getTime() - 90_000).toISOString()
      await world.app.db.write(async (trx) => {
        await trx.deleteFrom('queue_item').execute()
        for (const at of [now, earlier]) await enqueue(trx, { kind: 'send mail', payload: { id: 1 }, at })
        await enqueue(trx, { kind: 'run import', payload: { id: 1 }, at: now })
        await trx.updateTable('queue_item').set({ dead_at: now }).where('kind', '=', 'run import').execute()
      })
      assert.deepEqual(await told(figures, 'ficha_staff_sessions'), { '': 1 })
      assert.deepEqual(await told(figures, 'ficha_client_sessions'), { '': 1 })
      assert.deepEqual(await told(figures, 'ficha_documents_ever'), { '': 0 })
      const waiting = await told(figures, 'ficha_queue_items')
      assert.equal(waiting['kind="send mail"'], 2)
      assert.equal(waiting['kind="run import"'], 0)
      assert.equal((await told(figures, 'ficha_queue_oldest_seconds'))['kind="send mail"'], 90)
      assert.deepEqual(await told(figures, 'ficha_queue_dead_items'), { '': 1 })
      world.app.now = new Date(world.app.now.getTime() + 31 * 86_400_000)
      assert.deepEqual(await told(figures, 'ficha_staff_sessions'), { '': 0 })
    })
  })

describe('the address of the figures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-test-'))
  after(() => rmSync(folder, { recursive: true }))
  const read = (environment: NodeJS.ProcessEnv) => readConfig({ DATA_DIR: folder, ...environment }).metrics

  it('is none unless it is set, and needs a token where other machines may reach it', () => {
    assert.equal(read({}), null)
    assert.deepEqual(read({ METRICS_ADDRESS: '127.0.0.1:9464' }), { host: '127.0.0.1', port: 9464, token: null })
    assert.deepEqual(read({ METRICS_ADDRESS: '[::1]:9464' }), { host: '::1', port: 9464, token: null })
    const METRICS_TOKEN = 'sixteen letters.'
    assert.equal(read({ METRICS_ADDRESS: '0.0.0.0:9464', METRICS_TOKEN })?.token, METRICS_TOKEN)
    for (const wrong of [
      { METRICS_ADDRESS: '0.0.0.0:9464' },
      { METRICS_ADDRESS: '[::]:9464' },
      { METRICS_ADDRESS: '127.example.com:9464' },
      { METRICS_ADDRESS: '9464' },
      { METRICS_ADDRESS: '127.0.0.1:99999' },
      { METRICS_ADDRESS: '127.0.0.1:9464', METRICS_TOKEN: 'short' },
      { METRICS_TOKEN },
    ])
      assert.throws(() => read(wrong), ConfigError, JSON.stringify(wrong))
  })

  it('tells them to whoever bears its token, and nothing else to anybody', async () => {
    const told = { contentType: 'text/plain; version=0.0.4; charset=utf-8', metrics: async () => 'up 1\n' }
    const token = 'the token of Prometheus'
    const { port, close } = await tellMetrics({ host: '127.0.0.1', port: 0, token }, told)
    const ask = async (path: string, authorization?: string, method = 'GET') => {
      const headers = authorization ? { authorization } : undefined
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })
      return [answer.status, await answer.text()]
    }
    try {
      assert.deepEqual(await ask('/metrics', `Bearer ${token}`), [200, 'up 1\n'])
      for (const wrong of [undefined, token, `Bearer ${token} `, `Bearer ${token}x`, 'Bearer', `Basic ${token}`])
        if (wrong?.trim() !== `Bearer ${token}`) assert.deepEqual(await ask('/metrics', wrong), [401, 'no token\n'])
      assert.deepEqual(await ask('/', `Bearer ${token}`), [404, 'not found\n'])
      assert.deepEqual(await ask('/metrics?x=1', `Bearer ${token}`), [404, 'not found\n'])
      assert.deepEqual(await ask('/metrics', `Bearer ${token}`, 'POST'), [404, 'not found\n'])
    } finally {
      await close()
    }
  })

  it('asks for no token where only this machine can ask', async () => {
    const told = { contentType: 'text/plain', metrics: async () => 'up 1\n' }
    const { port, close } = await tellMetrics({ host: '127.0.0.1', port: 0, token: null }, told)
    try {
      assert.equal((await fetch(`http://127.0.0.1:${port}/metrics`)).status, 200)
    } finally {
      await close()
    }
  })
})
