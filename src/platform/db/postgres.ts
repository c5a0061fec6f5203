import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database, Trx } from './database.ts'
import type { Tables } from './tables.ts'

const int8 = 20
const numeric = 1700
const retried = new Set(['40001', '40P01'])

/** Counts and sums come as numbers, as on SQLite: pg gives text for 64-bit and exact types. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format)) as never,
}

export function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 10, idleTimeoutMillis: 5000, types })
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on('error', () => {})
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    engine: 'postgres',
    read: db,
    raw: db,
    async write<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db.transaction().execute(work)
        } catch (error) {
          if (attempt === 5 || !retried.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    },
    close: () => db.destroy(),
  }
}
