import { PostgresAdapter, sql } from 'kysely'
import type { Engine, Trx } from './database.ts'
import type { Tables } from './tables.ts'

export const engineOf = (db: { getExecutor(): { adapter: unknown } }): Engine =>
  db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'

/**
 * Holds one row until the transaction ends, so that a verb which checks and then writes does both alone. On SQLite there is
 * nothing to do: a writing transaction is the only one.
 */
export async function locked(trx: Trx, table: keyof Tables, id: number): Promise<void> {
  if (engineOf(trx) === 'sqlite') return
  const { ref } = trx.dynamic
  await trx
    .selectFrom(table as never)
    .select(ref('id') as never)
    .where(ref('id') as never, '=', id as never)
    .forUpdate()
    .execute()
}

/** The same for several rows, the lowest number first, so that two who hold the same ones wait for each other in one order. */
export async function lockedRows(trx: Trx, table: keyof Tables, ids: readonly number[]): Promise<void> {
  if (engineOf(trx) === 'sqlite' || ids.length === 0) return
  const { ref } = trx.dynamic
  await trx
    .selectFrom(table as never)
    .select(ref('id') as never)
    .where(ref('id') as never, '=', sql`any(${ids as number[]})` as never)
    .orderBy(ref('id') as never)
    .forUpdate()
    .execute()
}

/** The same for what has no row: one transaction at a time has this name. */
export async function lockedName(trx: Trx, name: string): Promise<void> {
  if (engineOf(trx) === 'postgres') await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(trx)
}

/** Whether a write failed because a row with the same unique value is already there. */
export const isUniqueViolation = (error: unknown): boolean => {
  const code = (error as { code?: string } | null)?.code
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}
