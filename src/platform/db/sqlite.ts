import { setTimeout as wait } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import {
  type DatabaseConnection,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type ValueNode,
} from 'kysely'
import type { Database, Trx } from './database.ts'
import type { Tables } from './tables.ts'
import { watchWrites } from './watch-writes.ts'

/** Kysely prepares each query anew on SQLite; kept statements are two to five times as fast. */
function keepingStatements(file: BetterSqlite.Database, most = 500) {
  const kept = new Map<string, BetterSqlite.Statement>()
  let begin: BetterSqlite.Statement | undefined
  return {
    /** Takes the write lock, or throws at once where another process has it. */
    begin() {
      if (!begin) {
        file.pragma('busy_timeout = 0')
        begin = file.prepare('begin immediate')
      }
      begin.run()
    },
    isInTransaction: () => file.inTransaction,
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

/** How long a write waits for those of other processes, in milliseconds, and how often it looks. */
const patienceMs = 10_000
const longestPauseMs = 10

/**
 * How long transactions of one process may follow each other before it lets others have the lock, and for how long: those look for it every few
 * milliseconds, and one that takes it again at once, for an import, would be quicker each time.
 */
const turnMs = 60
const pauseMs = 15
/** Between two of which there is a longer one, others have had their chance. */
const gapMs = 5

const isBusy = (error: unknown) => /^SQLITE_BUSY/.test(String((error as { code?: unknown }).code))

class ImmediateDriver extends SqliteDriver {
  readonly #database: ReturnType<typeof keepingStatements>
  /** Other processes write to the file too. */
  readonly #isShared: boolean
  /** Since when transactions have followed each other without a gap, and when the last ended. */
  #turnFrom = 0
  #lastEnd = 0
  constructor(database: ReturnType<typeof keepingStatements>, isShared: boolean) {
    super({ database: database as never })
    this.#database = database
    this.#isShared = isShared
  }

  /**
   * Takes the write lock at once: a deferred transaction that reads first can't upgrade and fails as busy. While another process has it
   * this one goes on with everything else: SQLite's own waiting would hold it.
   */
  override async beginTransaction(): Promise<void> {
    if (this.#isShared) await this.#letOthers()
    const end = performance.now() + patienceMs
    for (let pause = 1; ; pause = Math.min(2 * pause, longestPauseMs)) {
      try {
        return this.#database.begin()
      } catch (error) {
        if (!isBusy(error) || performance.now() >= end) throw error
      }
      // Not all at the same moment: those who wait would only meet each other.
      await wait(pause * (0.5 + Math.random()))
    }
  }

  async #letOthers(): Promise<void> {
    const now = performance.now()
    if (now - this.#lastEnd > gapMs) this.#turnFrom = now
    else if (now - this.#turnFrom > turnMs) {
      await wait(pauseMs)
      this.#turnFrom = performance.now()
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#lastEnd = performance.now()
  }

  /** SQLite has rolled back by itself where the disk is full: a second time would fail, and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isInTransaction()) await super.rollbackTransaction(connection)
    this.#lastEnd = performance.now()
  }
}

/**
 * SQLite plans a statement anew each time that a parameter is bound which its planner has looked at. It looks at none behind a unary
 * plus, which changes no value. What a partial index asks for (`login = 1`) must be there to be seen: zeros and ones stand in the text.
 */
class SteadyCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }

  protected override visitValue(node: ValueNode): void {
    if (node.value === 0 || node.value === 1) this.appendImmediateValue(node.value)
    else super.visitValue(node)
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #database: ReturnType<typeof keepingStatements>
  readonly #isShared: boolean
  constructor(database: ReturnType<typeof keepingStatements>, isShared: boolean) {
    super({ database: database as never })
    this.#database = database
    this.#isShared = isShared
  }
  override createDriver() {
    return new ImmediateDriver(this.#database, this.#isShared)
  }
  override createQueryCompiler() {
    return new SteadyCompiler()
  }
}

function open(path: string, readonly: boolean, isShared = false): Kysely<Tables> {
  try {
    return opened(path, readonly, isShared)
  } catch (error) {
    const { code = 'SQLITE_CANTOPEN', message } = error as { code?: string; message: string }
    throw Object.assign(new Error(`The database ${path} can't be opened: ${message}`), { code })
  }
}

function opened(path: string, readonly: boolean, isShared: boolean): Kysely<Tables> {
  const file = new BetterSqlite(path, { readonly })
  if (!readonly) file.pragma('journal_mode = wal')
  // What was acknowledged survives a power cut: in WAL, normal writes a commit to the disk only at the next checkpoint.
  file.pragma(`synchronous = ${readonly ? 'normal' : 'full'}`)
  file.pragma('foreign_keys = on')
  file.pragma(`busy_timeout = ${patienceMs}`)
  // In KiB. What pages read comes back again and again; a write touches little.
  file.pragma(`cache_size = -${readonly ? 40_960 : 16_384}`)
  return new Kysely<Tables>({ dialect: new ImmediateDialect(keepingStatements(file), isShared) })
}

export function openSqlite(path: string, isShared = false): Database {
  const writer = open(path, false, isShared)
  // The file must exist before a read-only connection can open it.
  let reader: Kysely<Tables> | undefined
  return {
    engine: 'sqlite',
    get read() {
      reader ??= open(path, true)
      return reader
    },
    raw: writer,
    ...watchWrites(<T>(work: (trx: Trx) => Promise<T>) => writer.transaction().execute(work)),
    async close() {
      await reader?.destroy()
      await writer.destroy()
    },
  }
}
