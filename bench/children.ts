import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#src/testing/postgres.ts'

// Everything that a bench or a drill starts, so that nothing outlives it, whatever ends it.

const root = join(import.meta.dirname, '..')
const children = new Set<ChildProcess>()
const folders = new Set<string>()

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

/** The same process, which does not outlive this one. */
export const kept = <T extends ChildProcess>(child: T): T => {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** A folder that is gone when this process ends. */
export function temporaryFolder(prefix = 'ficha-bench-'): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  folders.add(folder)
  return folder
}

/** A module of the bench as a process that is talked to by messages. */
export const forked = (module: string): ChildProcess =>
  kept(fork(join(import.meta.dirname, module), { execArgv: ['--import', 'tsx'] }))

export const message = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error('a process of the bench ended early'))
    child.once('exit', ended)
    child.once('message', (said) => {
      child.off('exit', ended)
      resolve(said as T)
    })
  })

export interface Server {
  origin: string
  pid: number
  /** From the start of the process to the first answer, in milliseconds. */
  startup: number
  stop(): Promise<void>
}

/** The product as its users start it, on a free port. Node's own flags may go before: for a profile. */
export async function startProduct(dataDir: string, databaseUrl?: string, flags: string[] = []): Promise<Server> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const started = performance.now()
  const child = kept(
    spawn(process.execPath, [...flags, join(root, 'bin/ficha.js'), 'serve'], {
      cwd: root,
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: origin,
        LOG_LEVEL: 'silent',
        PROCESSES: process.env.PROCESSES ?? '1',
        ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  while (!(await answers(`${origin}/health`))) {
    if (child.exitCode !== null || performance.now() - started > 60_000) throw new Error('the server does not start')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const startup = performance.now() - started
  return {
    origin,
    pid: child.pid!,
    startup,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const answers = (url: string) =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  )
