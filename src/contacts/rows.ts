import type { Kysely } from 'kysely'
import type { Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'

export type Value = string | number | null
/** A row of some table, which one is known when it runs. */
export type Row = Record<string, Value>

/** Any table by its name. */
export const anyTable = (trx: Trx) => trx as unknown as Kysely<Record<string, Row>>

/** Narrows a statement to the rows that have these values. */
export const whereEquals = <T extends { where(column: string, operator: '=', value: Value): T }>(
  query: T,
  where: Row,
): T => Object.entries(where).reduce((narrow, [column, value]) => narrow.where(column, '=', value), query)

/** The rows of a table that have these values. */
export const findRows = (trx: Trx, table: keyof Tables, where: Row): Promise<Row[]> =>
  whereEquals(anyTable(trx).selectFrom(table).selectAll(), where).execute()

/** Some columns of a row. */
export const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
