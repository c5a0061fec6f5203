import { Kysely, PostgresDialect, PostgresDriver, PostgresQueryCompiler, type ValueNode } from 'kysely'
import pg from 'pg'
import type { Beside, Database, Trx } from './database.ts'
import { namedFailure } from './failure.ts'
import { statementNames } from './statement-names.ts'
import type { Tables } from './tables.ts'
import { watchWrites } from './watch-writes.ts'

const int8 = 20
const numeric = 1700
/** A statement that was prepared before a migration, and gives other columns since. */
const outlived = '0A000'
const retried = new Set(['40001', '40P01', outlived])

/** Counts and sums come as numbers, as on SQLite: pg gives text for 64-bit and exact types. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format)) as never,
}

/** After how many milliseconds a request fails that waits for a connection, or for the answer to one query. 0: it waits for ever. */
interface Limits {
  connectMs: number
  queryMs: number
}
const usual: Limits = { connectMs: 10_000, queryMs: 120_000 }

/** The connections of each of so many processes. PostgreSQL takes 100 where nobody says more. */
const connectionsFor = (processes: number): number => Math.max(4, Math.min(10, Math.floor(40 / processes)))

const names = statementNames()

/**
 * A connection that may break at any moment, whoever holds it: the process goes on, and the next query on it fails. It sends what is
 * asked often by its name, so that PostgreSQL reads and plans it once.
 */
class BearingClient extends pg.Client {
  readonly #sendsNames: boolean
  constructor(config: pg.ClientConfig) {
    super(config)
    // A pooler in transaction mode gives each transaction another connection: what was prepared is not there.
    this.#sendsNames = new URL(config.connectionString!).searchParams.get('prepare') !== 'false'
    this.on('error', () => {})
  }

  override query(...given: unknown[]): any {
    const [text, values] = given
    const name = this.#sendsNames && typeof text === 'string' && Array.isArray(values) ? names.of(text, values) : null
    const answer = (super.query as (...given: unknown[]) => unknown).apply(
      this,
      name ? [{ name, text, values }] : given,
    )
    if (!(answer instanceof Promise)) return answer
    return answer.catch((error: unknown) => {
      if (name && (error as { code?: string }).code === outlived) {
        names.forget()
        // In a transaction, which is lost now, whoever began it begins again.
        if (this.getTransactionStatus() === 'I') return this.query(...given)
      }
      const failure = namedFailure(error)
      // The query may still run: the pool must not give this connection to anybody.
      if (failure !== error) this.end().catch(() => {})
      throw failure
    })
  }
}

class Driver extends PostgresDriver {
  override async acquireConnection(
    ...given: Parameters<PostgresDriver['acquireConnection']>
  ): ReturnType<PostgresDriver['acquireConnection']> {
    try {
      return await super.acquireConnection(...given)
    } catch (error) {
      throw namedFailure(error)
    }
  }

  /** A connection that can't roll back is not used again, and why it was to roll back is what counts. */
  override async rollbackTransaction(...given: Parameters<PostgresDriver['rollbackTransaction']>): Promise<void> {
    await super.rollbackTransaction(...given).catch(() => {})
  }
}

/** As on SQLite zeros and ones stand in the text: the plan of a named statement knows no value, and a partial index asks for these. */
class Compiler extends PostgresQueryCompiler {
  protected override visitValue(node: ValueNode): void {
    if (node.value === 0 || node.value === 1) this.appendImmediateValue(node.value)
    else super.visitValue(node)
  }
}

class Dialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver() {
    return new Driver({ pool: this.#pool })
  }
  override createQueryCompiler() {
    return new Compiler()
  }
}

function open(url: string, max: number, name: string, { connectMs, queryMs }: Limits): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    types,
    max,
    Client: BearingClient as typeof pg.Client,
    keepAlive: true,
    idleTimeoutMillis: 5000,
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs,
  })
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on('error', () => {})
  return new Kysely<Tables>({ dialect: new Dialect(pool) })
}

const alone: Beside = { processes: 1, name: 'ficha' }

export function openPostgres(
  url: string,
  { limits = usual, beside: { processes, name } = alone }: { limits?: Limits; beside?: Beside | undefined } = {},
): Database {
  const db = open(url, connectionsFor(processes), name, limits)
  // A migration may take its time.
  const raw = open(url, 1, name, { ...limits, queryMs: 0 })
  return {
    engine: 'postgres',
    read: db,
    raw,
    ...watchWrites(async <T>(work: (trx: Trx) => Promise<T>): Promise<T> => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db.transaction().execute(work)
        } catch (error) {
          if (attempt === 5 || !retried.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    }),
    async close() {
      await db.destroy()
      await raw.destroy()
    },
  }
}
