import type { Kysely } from 'kysely'

export interface Migration {
  name: string
  /** Steps in order: statements, and what no statement can say. What the engines write differently comes from `column`. */
  up(column: Columns, engine: 'sqlite' | 'postgres'): Step[]
}

/** A statement, or work on rows: in pieces, so that it fits into memory whatever their number. */
export type Step = string | ((trx: Kysely<any>) => Promise<void>)

export interface Columns {
  /** The definition of an integer primary key that is never given out twice. */
  id: string
  /** Text compared byte by byte, so that both engines sort and index it alike. */
  text: string
}
