import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import type { App } from '#src/platform/app.ts'
import { readConfig } from '#src/platform/config.ts'
import { openApp } from '#src/start.ts'
import { freePort } from '#src/testing/postgres.ts'
import { kept } from '../bench/children.ts'
import { ask } from './http.ts'

const root = join(import.meta.dirname, '..')
const mostSaid = 20_000

/** An installation of the product: its data, and the server that runs on it as its users start it. */
export class Site {
  readonly dataDir: string
  readonly #environment: Record<string, string>
  #server: ChildProcess | undefined
  #starting: Promise<void> | undefined
  /** The end of what the servers wrote to stderr. */
  said = ''
  origin = ''

  constructor(dataDir: string, environment: Record<string, string> = {}) {
    this.dataDir = dataDir
    this.#environment = environment
  }

  get environment(): Record<string, string> {
    return { DATA_DIR: this.dataDir, LOG_LEVEL: 'error', ...this.#environment }
  }

  #spawn(args: string[], more: Record<string, string> = {}): ChildProcess {
    const { DATABASE_URL: _, FILES_URL: __, SMTP_URL: ___, ...inherited } = process.env
    const child = kept(
      spawn(process.execPath, [join(root, 'bin/ficha.js'), ...args], {
        cwd: root,
        env: { ...inherited, ...this.environment, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    )
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        this.said = (this.said + text).slice(-mostSaid)
      })
    return child
  }

  /** Starts the server on a free port, and does not wait for it. */
  async begin(): Promise<void> {
    const port = await freePort()
    this.origin = `http://127.0.0.1:${port}`
    this.#server = this.#spawn(['serve'], { HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: this.origin })
  }

  /** Starts the server and waits until it answers. */
  async start(): Promise<void> {
    await this.begin()
    if (!(await this.answersWithin(60))) throw new Error(`the server does not start: ${this.said.slice(-2000)}`)
  }

  /** Starts the server again where its process has ended; whoever comes meanwhile waits too. True for the one who found it ended. */
  async revived(): Promise<boolean> {
    if (this.isAlive && !this.#starting) return false
    const isFirst = !this.#starting
    this.#starting ??= this.start().finally(() => {
      this.#starting = undefined
    })
    await this.#starting
    return isFirst
  }

  /** Whether /health says that all is well within so many seconds; false at once where the process has ended. */
  async answersWithin(seconds: number): Promise<boolean> {
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(20)) {
      if (!this.isAlive) return false
      const answer = await ask(this.origin, { path: '/health' }, 2000).catch(() => null)
      if (answer?.status === 200) return true
    }
    return false
  }

  /** Whether the process that was started last is still that process. */
  get isAlive(): boolean {
    return this.#server !== undefined && this.#server.exitCode === null && this.#server.signalCode === null
  }
  get pid(): number {
    return this.#server!.pid!
  }

  /** In how many processes it answers. */
  get processes(): number {
    return Number(process.env.PROCESSES ?? 1)
  }

  /** The processes that answer, by number, where there are several. */
  get workers(): number[] {
    try {
      return readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    } catch {
      return []
    }
  }

  /** What all its processes take of the machine's memory, in MiB. */
  get memory(): number {
    return [this.pid, ...this.workers].reduce((sum, pid) => sum + residentMemory(pid), 0)
  }

  /** Ends one of several processes hard. Whether another has taken its place within half a minute. */
  async endOne(dice: Dice): Promise<boolean> {
    const ended = dice.pick(this.workers)
    process.kill(ended, 'SIGKILL')
    for (const until = Date.now() + 30_000; Date.now() < until; await sleep(50)) {
      const now = this.workers
      if (now.length === this.processes && !now.includes(ended)) return true
    }
    return false
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const server = this.#server
    if (!server || !this.isAlive) return
    const ended = once(server, 'exit')
    server.kill(signal)
    const impatient = setTimeout(() => server.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(impatient)
  }

  /** The same data, opened here for as long as the work takes: to make what is needed, and to look at what is there. */
  async inside<T>(work: (app: App) => Promise<T>): Promise<T> {
    const app = await openApp({ ...readConfig(this.environment), publicUrl: this.origin || 'http://127.0.0.1' })
    try {
      return await work(app)
    } finally {
      await app.db.close()
    }
  }

  /** What the doctor finds wrong, every file read; nothing where all is well. */
  async doctor(): Promise<string[]> {
    const child = this.#spawn(['doctor', '--files'])
    let said = ''
    child.stdout?.on('data', (text) => {
      said += text
    })
    const [code] = await once(child, 'close')
    return code === 0 ? [] : (said || this.said.slice(-500)).trim().split('\n')
  }
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Whether a stored file has the bytes that its hash says. */
export async function isStored(app: App, hash: string): Promise<boolean> {
  const digest = createHash('sha256')
  try {
    for await (const chunk of app.files.read(hash)) digest.update(chunk as Buffer)
  } catch {
    return false
  }
  return digest.digest('hex') === hash
}

/** What a process takes of the machine's memory, in MiB; 0 where the system doesn't say. */
function residentMemory(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return 0
  }
}
