import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#src/testing/postgres.ts'
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

it('says once, in one line, that the port is taken, and ends with 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1').unref()
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const { said, ended } = serve(port, { DATA_DIR: join(folder, 'taken'), DATABASE_URL: '' })
  assert.equal((await ended)[0], 1)
  assert.match(said.error, /^ficha serve: (listen|bind) EADDRINUSE.*\n$/)
  taken.close()
})
