import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { strangerFor } from '#src/testing/browser-like.ts'
import { uploadImport } from '#src/testing/imports.ts'
import { freePort } from '#src/testing/postgres.ts'
import { startS3 } from '#src/testing/s3-server.ts'
import { engines, newDatabase } from '#src/testing/world.ts'

const ficha = join(import.meta.dirname, '../../bin/ficha.js')
const folder = mkdtempSync(join(tmpdir(), 'ficha-serve-'))
const started = new Set<ChildProcess>()
after(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the command, and gives what it has said so far. */
function serve(port: number, environment: Record<string, string>) {
  const child = spawn(process.execPath, [ficha, 'serve'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'error',
      PROCESSES: '3',
      ...environment,
    },
  })
  started.add(child)
  const said = { out: '', error: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.error += text
  })
  return { child, said, ended: once(child, 'close') as Promise<[number | null]> }
}

/** Looks again and again until it is so, for a minute. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await isSo()) return
    await wait(100)
  }
  assert.fail(`not within a minute: ${what}`)
}

const answers = (url: string) =>
  fetch(url, { headers: { connection: 'close' } }).then(
    ({ status }) => status,
    () => 0,
  )

/** The processes that a process has begun and that are there, by number. */
const childrenOf = ({ pid }: ChildProcess) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

for (const engine of engines)
  describe(`ficha serve in several processes on ${engine}`, { skip: !existsSync('/proc/self/task') }, () => {
    it('answers in all of them, starts again whichever ends, prints once, and stops in order', async () => {
      const port = await freePort()
      const url = `http://127.0.0.1:${port}`
      const dataDir = join(folder, engine)
      const { child, said, ended } = serve(port, { DATA_DIR: dataDir, DATABASE_URL: await databaseFor(engine) })
      await until('it answers', async () => (await answers(`${url}/health`)) === 200)
      await until('three are there', () => childrenOf(child).length === 3)
      const link = /http\S+\/setup\?token=\S+/.exec(said.out)![0]
      for (let i = 0; i < 12; i++) assert.equal(await answers(link), 200)
      const before = childrenOf(child)
      process.kill(before[1]!, 'SIGKILL')
      await until('another has taken its place', () => {
        const now = childrenOf(child)
        return now.length === 3 && !now.includes(before[1]!)
      })
      assert.match(said.error, /a process ended and is started again/)
      for (let i = 0; i < 12; i++) assert.equal(await answers(link), 200)
      assert.deepEqual(said.out.trim().split('\n'), [`Ficha is at ${url}`, `Set it up, once: ${link}`])
      const last = childrenOf(child)
      child.kill('SIGTERM')
      assert.deepEqual(await ended, [0, null])
      for (const pid of last) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
    })
  })

const databaseFor = (engine: string) => (engine === 'postgres' ? newDatabase('postgres') : '')

it('tells the figures of all processes as one', { skip: !existsSync('/proc/self/task') }, async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const metricsPort = await freePort()
  const address = `127.0.0.1:${metricsPort}`
  const { child, ended } = serve(port, {
    DATA_DIR: join(folder, 'figures'),
    DATABASE_URL: '',
    METRICS_ADDRESS: address,
  })
  await until('it answers', async () => (await answers(`${url}/health`)) === 200)
  await until('three are there', () => childrenOf(child).length === 3)
  const figures = async () => (await fetch(`http://${address}/metrics`)).text()
  const counted = async () =>
    Number(/^ficha_http_requests_total\{.*route="\/setup".*\} (\d+)$/m.exec(await figures())?.[1])
  await until('all three tell theirs', async () => /^ficha_staff_sessions 0$/m.test(await figures()))
  for (let i = 0; i < 12; i++) await answers(`${url}/setup`)
  assert.equal(await counted(), 12)
  assert.equal(await answers(`${url}/metrics`), 404)
  child.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
})

it('says once, in one line, that the port is taken, and ends with 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1').unref()
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const { said, ended } = serve(port, { DATA_DIR: join(folder, 'taken'), DATABASE_URL: '' })
  assert.equal((await ended)[0], 1)
  assert.match(said.error, /^ficha serve: (listen|bind) EADDRINUSE.*\n$/)
  taken.close()
})

describe('two machines on one PostgreSQL and one bucket', { skip: !engines.includes('postgres') }, () => {
  it('are one Ficha, whichever of them a request comes to', async () => {
    const store = await startS3()
    const { endpoint, region, name, accessKeyId, secretAccessKey } = store.bucket
    const publicUrl = 'http://ficha.test'
    const shared = {
      PUBLIC_URL: publicUrl,
      PROCESSES: '2',
      DATABASE_URL: await newDatabase('postgres'),
      FICHA_SECRET: 'the same secret on both of the machines',
      FILES_URL: `s3://${name}`,
      S3_ENDPOINT: endpoint,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    }
    const machines = await Promise.all(
      ['one', 'other'].map(async (which) => {
        const port = await freePort()
        const data = join(folder, which)
        return { url: `http://127.0.0.1:${port}`, data, ...serve(port, { ...shared, DATA_DIR: data }) }
      }),
    )
    for (const { url } of machines) await until('it answers', async () => (await answers(`${url}/health`)) === 200)
    const links = machines.map(({ said }) => /\/setup\?token=\S+/.exec(said.out)![0])
    assert.equal(links[0], links[1])
    let sent = 0
    /** As a load balancer hands requests on: to one machine after the other. */
    const balancer = {
      request: (path: string, init: RequestInit) =>
        fetch(`${machines[sent++ % 2]!.url}${path}`, { ...init, redirect: 'manual' }),
    } as Parameters<typeof strangerFor>[0]

    const owner = strangerFor(balancer)
    await owner.get(links[0]!)
    const password = 'a long enough password'
    const firm = { name: 'Firm', country: 'PT', time_zone: 'Europe/Lisbon', language: 'en', owner_name: 'Olga' }
    const token = links[0]!.split('=')[1]!
    const made = await owner.post('/setup', { ...firm, token, email: 'o@firm.test', password, again: password })
    assert.equal(made.location, '/', made.text.slice(0, 500))
    for (let i = 0; i < 4; i++) assert.equal((await owner.get('/accounts')).status, 200)

    await owner.get('/imports')
    const page = await uploadImport(owner, 'Account name,Email\nAlpha,ana@alpha.test\n')
    for (let i = 0; i < 4; i++) assert.match((await owner.get(page)).text, /ana@alpha\.test/)
    assert.equal(store.stored.size, 1)
    for (const { data } of machines) assert.ok(!existsSync(join(data, 'secret.key')))

    const guesser = strangerFor(balancer)
    await guesser.get('/sign-in')
    const guess = async () =>
      (await guesser.post('/sign-in', { email: 'o@firm.test', password: 'a wrong password', next: '' })).status
    for (let i = 0; i < 8; i++) assert.equal(await guess(), 422)
    for (let i = 0; i < 4; i++) assert.equal(await guess(), 429)

    for (const { child } of machines) child.kill('SIGTERM')
    for (const { ended } of machines) assert.deepEqual(await ended, [0, null])
    await store.close()
  })
})
