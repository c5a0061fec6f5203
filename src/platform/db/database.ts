import type { Kysely, Transaction } from 'kysely'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Engine = 'sqlite' | 'postgres'
export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

export interface Database {
  engine: Engine
  /** For pages: on SQLite a connection of its own that can't write, so that no read waits for a running transaction. */
  read: Db
  /**
   * Runs the work in one transaction and gives its result; whatever it throws rolls everything back. On PostgreSQL the work is
   * run again, up to five times in all, after a serialisation failure or a deadlock. Inside, only `trx` is used, and no I/O is awaited.
   */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  /** How many writes this process has tried: whoever has read knows by it whether that may be old. */
  writes(): number
  /** Whether the last write found the disk full, and a small one now still does. */
  isFull(): Promise<boolean>
  /** For migrations: a connection that writes, outside any transaction. */
  raw: Db
  close(): Promise<void>
}

export interface Beside {
  /** How many processes open it beside each other on this machine: they share PostgreSQL's connections out. */
  processes: number
  /** What connections to PostgreSQL are called there. */
  name: string
}

/** Opens a `postgres://` URL, or the SQLite file at the given path (made if it is not there). */
export const openDatabase = (location: string, beside?: Beside): Database =>
  /^postgres(ql)?:\/\//.test(location)
    ? openPostgres(location, { beside })
    : openSqlite(location, (beside?.processes ?? 1) > 1)
