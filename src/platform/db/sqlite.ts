import BetterSqlite from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely'
import type { Database, Trx } from './database.ts'
import type { Tables } from './tables.ts'

/** Kysely prepares each query anew on SQLite; kept statements are two to five times as fast. */
function keepingStatements(file: BetterSqlite.Database, most = 500) {
  const kept = new Map<string, BetterSqlite.Statement>()
  return {
    close: () => void file.close(),
    prepare(sql: string) {
      const known = kept.get(sql)
      if (known && !known.busy) return known
      const statement = file.prepare(sql)
      if (kept.size >= most) kept.delete(kept.keys().next().value as string)
      kept.set(sql, statement)
      return statement
    },
  }
}

/** Takes the write lock at once: a deferred transaction that reads first can't upgrade and fails as busy. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #database: ReturnType<typeof keepingStatements>
  constructor(database: ReturnType<typeof keepingStatements>) {
    super({ database: database as never })
    this.#database = database
  }
  override createDriver() {
    return new ImmediateDriver({ database: this.#database as never })
  }
}

function open(path: string, readonly: boolean): Kysely<Tables> {
  const file = new BetterSqlite(path, { readonly })
  if (!readonly) file.pragma('journal_mode = wal')
  file.pragma('synchronous = normal')
  file.pragma('foreign_keys = on')
  file.pragma('busy_timeout = 10000')
  file.pragma('cache_size = -65536')
  return new Kysely<Tables>({ dialect: new ImmediateDialect(keepingStatements(file)) })
}

export function openSqlite(path: string): Database {
  const writer = open(path, false)
  // The file must exist before a read-only connection can open it.
  let reader: Kysely<Tables> | undefined
  return {
    engine: 'sqlite',
    get read() {
      reader ??= open(path, true)
      return reader
    },
    raw: writer,
    write: <T>(work: (trx: Trx) => Promise<T>) => writer.transaction().execute(work),
    async close() {
      await reader?.destroy()
      await writer.destroy()
    },
  }
}
