import { CompiledQuery, sql } from 'kysely'
import type { Database, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'

/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535; beyond some thousand nothing is won. */
const valuesAtOnce = 8000
/** What is held in memory at a time, but for what a single account brings. */
const rowsAtOnce = 50_000

type Row = (string | number | null)[]

/** Rows on their way into the tables, in the order of the tables' first use: a row's parent comes before it. */
export class Bulk {
  readonly #waiting = new Map<string, { columns: string[]; rows: Row[] }>()
  #count = 0

  /** Has the columns of a table's first row: every row of it names the same ones, in the same order. */
  add<T extends keyof Tables>(table: T, row: { [C in keyof Tables[T]]?: string | number | null }): void {
    const known = this.#waiting.get(table)
    if (known) known.rows.push(Object.values(row) as Row)
    else this.#waiting.set(table, { columns: Object.keys(row), rows: [Object.values(row) as Row] })
    this.#count++
  }

  get isFull(): boolean {
    return this.#count >= rowsAtOnce
  }

  async flush(db: Database): Promise<void> {
    await db.write(async (trx) => {
      for (const [table, { columns, rows }] of this.#waiting) await insert(trx, db, table, columns, rows)
    })
    for (const { rows } of this.#waiting.values()) rows.length = 0
    this.#count = 0
  }

  /** PostgreSQL's own numbers go on after those that were given here. */
  async countOn(db: Database): Promise<void> {
    for (const [table, { columns }] of this.#waiting)
      if (columns.includes('id'))
        await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(
          db.raw,
        )
  }
}

/**
 * Straight SQL: Kysely would build a tree with a node for each of some 20 million values. As many rows at a time as a power of two:
 * few statements are ever made, and the connection keeps them.
 */
async function insert(trx: Trx, db: Database, table: string, columns: string[], rows: Row[]): Promise<void> {
  const width = columns.length
  let count = 2 ** Math.floor(Math.log2(valuesAtOnce / width))
  for (let from = 0; from < rows.length; from += count) {
    while (count > rows.length - from) count /= 2
    const some = rows.slice(from, from + count)
    const marks = some.map(
      (_, r) =>
        `(${Array.from({ length: width }, (_, c) => (db.engine === 'sqlite' ? '?' : `$${r * width + c + 1}`)).join()})`,
    )
    await trx.executeQuery(
      CompiledQuery.raw(`insert into ${table} (${columns.join()}) values ${marks.join()}`, some.flat()),
    )
  }
}
