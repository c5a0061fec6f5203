import { Kysely, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import type { Database, Trx } from './database.ts'
import { namedFailure } from './failure.ts'
import type { Tables } from './tables.ts'
import { watchWrites } from './watch-writes.ts'

const int8 = 20
const numeric = 1700
const retried = new Set(['40001', '40P01'])

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

/** A connection that may break at any moment, whoever holds it: the process goes on, and the next query on it fails. */
class BearingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => {})
  }

  override query(...given: unknown[]): any {
    const answer = (super.query as (...given: unknown[]) => unknown).apply(this, given)
    if (!(answer instanceof Promise)) return answer
    return answer.catch((error: unknown) => {
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

class Dialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver() {
    return new Driver({ pool: this.#pool })
  }
}

function open(url: string, max: number, { connectMs, queryMs }: Limits): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
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

export function openPostgres(url: string, limits: Limits = usual): Database {
  const db = open(url, 10, limits)
  // A migration may take its time.
  const raw = open(url, 1, { ...limits, queryMs: 0 })
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
