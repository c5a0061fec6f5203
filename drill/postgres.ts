import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort, initialise, nativeFolder, reachable, unprivileged } from '#src/testing/postgres.ts'

/**
 * A shell starts and stops the server by the words that it reads. When this process ends, however hard, there are none any more: it
 * stops the server and removes the folder.
 */
const guardian = `
  while read -r word; do
    if [ "$word" = START ]; then "$0" "$@" >/dev/null 2>&1 &
    else kill -"$word" $!; wait $!; echo stopped; fi
  done
  kill -INT $! 2>/dev/null; wait $!
  rm -rf "$FOLDER"
`

/** A PostgreSQL of our own that can be stopped, hard or soft, and started again on the same port and data. */
export async function restartablePostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-drill-postgres-'))
  const owner = unprivileged(folder)
  const binaries = reachable(nativeFolder(), folder, owner)
  initialise(binaries, folder, owner)
  const port = await freePort()
  // What it acknowledged must outlive its own end, not the machine's.
  const settings = ['fsync=off', 'synchronous_commit=on', 'max_connections=100'].flatMap((one) => ['-c', one])
  const shell = spawn(
    'sh',
    [
      ...['-c', guardian, join(binaries, 'bin/postgres'), '-D', join(folder, 'data'), '-h', '127.0.0.1'],
      ...['-p', String(port), '-k', folder, ...settings],
    ],
    {
      ...owner,
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, FOLDER: folder },
    },
  )
  const url = (database: string) => `postgres://app@127.0.0.1:${port}/${database}`

  async function run(statement: string, database = 'postgres'): Promise<void> {
    const client = new pg.Client({ connectionString: url(database) })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }

  async function start(): Promise<void> {
    shell.stdin.write('START\n')
    for (let tries = 0; ; tries++) {
      try {
        return await run('select 1')
      } catch (error) {
        if (tries === 300) throw error
        await sleep(100)
      }
    }
  }

  await start()
  return {
    url,
    run,
    start,
    /** QUIT: at once, as in a crash. INT: fast, with every connection closed. */
    async stop(signal: 'QUIT' | 'INT'): Promise<void> {
      const stopped = new Promise((resolve) => shell.stdout.once('data', resolve))
      shell.stdin.write(`${signal}\n`)
      await stopped
    },
    /** Ends some of the connections to a database, as an administrator would. */
    terminate: (database: string, most: number) =>
      run(
        `select pg_terminate_backend(pid) from (select pid from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid() order by random() limit ${most}) as chosen`,
      ),
    async close(): Promise<void> {
      const closed = new Promise((resolve) => shell.once('close', resolve))
      shell.stdin.end()
      await closed
    },
  }
}

export type RestartablePostgres = Awaited<ReturnType<typeof restartablePostgres>>
