import BetterSqlite from 'better-sqlite3'
import pg from 'pg'
import { makeWeb } from '#src/app.tsx'
import { readConfig } from '#src/platform/config.ts'
import { openApp } from '#src/start.ts'
import type { Ask } from './load.ts'

/** Counts what a page asks of the database: the product over the same firm once more, in this process, below Kysely. */
export async function queryCounter(dataDir: string, databaseUrl: string | undefined, publicUrl: string) {
  let count = 0
  const counting = (target: object, name: string) => {
    const original = (target as Record<string, (...args: unknown[]) => unknown>)[name]!
    Object.assign(target, {
      [name](this: unknown, ...args: unknown[]) {
        count++
        return original.apply(this, args)
      },
    })
  }
  const memory = new BetterSqlite(':memory:')
  const statement = Object.getPrototypeOf(memory.prepare('select 1'))
  memory.close()
  for (const name of ['all', 'run']) counting(statement, name)
  counting(pg.Client.prototype, 'query')
  const app = await openApp(
    readConfig({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      PUBLIC_URL: publicUrl,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    }),
  )
  const web = makeWeb(app)
  return {
    async of({ path, headers }: Ask): Promise<number> {
      count = 0
      const answer = await web.request(path, { headers })
      if (answer.status !== 200) throw new Error(`${answer.status} to ${path}`)
      return count
    },
    close: () => app.db.close(),
  }
}
