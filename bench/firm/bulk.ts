import { CompiledQuery, sql } from 'kysely'
import type { Database, Engine, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'

/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535; beyond some hundred nothing is won, and each kept statement is larger. */
const valuesAtOnce = 2000
/** What is held in memory at a time, but for what a single account brings. */
const rowsAtOnce = 10_000

interface Waiting {
  columns: string[]
  /** Of all rows, one after the other. */
  values: (string | number | null)[]
}

/** Rows on their way into the tables, in the order of the tables' first use: a row's parent comes before it. */
export class Bulk {
  readonly #waiting = new Map<string, Waiting>()
  readonly #statements = new Map<string, string>()
  #count = 0

  /** Has the columns of a table's first row: every row of it names the same ones, in the same order. */
  add<T extends keyof Tables>(table: T, row: { [C in keyof Tables[T]]?: string | number | null }): void {
    const values = Object.values(row) as Waiting['values']
    const known = this.#waiting.get(table)
    if (known) known.values.push(...values)
    else this.#waiting.set(table, { columns: Object.keys(row), values })
    this.#count++
  }

  get isFull(): boolean {
    return this.#count >= rowsAtOnce
  }

  async flush(db: Database): Promise<void> {
    await db.write(async (trx) => {
      for (const [table, waiting] of this.#waiting) {
        await this.#insert(trx, db.engine, table, waiting)
        waiting.values = []
      }
    })
    this.#count = 0
  }

  /**
   * Straight SQL: Kysely would build a tree with a node for each of some 20 million values. As many rows at a time as a power of two: few
   * statements are ever made, and the connection keeps them.
   */
  async #insert(trx: Trx, engine: Engine, table: string, { columns, values }: Waiting): Promise<void> {
    const width = columns.length
    let size = 2 ** Math.floor(Math.log2(valuesAtOnce / width)) * width
    for (let from = 0; from < values.length; from += size) {
      while (size > values.length - from) size /= 2
      const key = `${table} ${size}`
      const statement = this.#statements.get(key) ?? insertion(engine, table, columns, size)
      this.#statements.set(key, statement)
      await trx.executeQuery(CompiledQuery.raw(statement, values.slice(from, from + size)))
    }
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

function insertion(engine: Engine, table: string, columns: string[], size: number): string {
  const marks = Array.from({ length: size }, (_, i) => (engine === 'sqlite' ? '?' : `$${i + 1}`))
  const rows = Array.from({ length: size / columns.length }, (_, row) =>
    marks.slice(row * columns.length, (row + 1) * columns.length).join(),
  )
  return `insert into ${table} (${columns.join()}) values ${rows.map((row) => `(${row})`).join()}`
}
