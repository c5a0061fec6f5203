import type { Move } from '#src/contacts/people.ts'
import { pick, type Row } from '#src/contacts/rows.ts'
import type { Home, Vault } from '#src/platform/vault.ts'
import type { MovedTables } from './tables.ts'

/** Between which two contacts a merge is: what is sealed in its moves is at home there. */
export interface Pair {
  winner_id: number
  loser_id: number
}

export type Side = 'was' | 'now'

declare module '#src/platform/vault.ts' {
  interface Homes {
    'contact_merge.moves': [winnerId: number, loserId: number, table: string, id: number, side: Side, column: string]
  }
}

type Named = Pick<Move, 'table' | 'key'>

/** Where a column of a row is at home in what a merge has written down. */
export const moveHome = (pair: Pair, { table, key }: Named, side: Side, column: string): Home => [
  'contact_merge.moves',
  pair.winner_id,
  pair.loser_id,
  table,
  Number(key.id),
  side,
  column,
]

/** How what is sealed goes from the rows that a merge moves into what it writes down, and back. */
export function sealedMoves(vault: Vault, tables: MovedTables, pair: Pair) {
  const inRow = (table: string, row: Row) => (column: string) => tables(table).sealed[column]!(row)
  const inMove = (move: Named, side: Side) => (column: string) => moveHome(pair, move, side, column)
  /** Some columns of a row, with what is sealed among them taken from one home to another. */
  const taken = (table: string, columns: Row, from: (column: string) => Home, to: (column: string) => Home): Row => ({
    ...columns,
    ...Object.fromEntries(
      Object.keys(tables(table).sealed)
        .filter((column) => columns[column])
        .map((column) => [column, vault.move(String(columns[column]), from(column), to(column))]),
    ),
  })
  return {
    /** What is sealed in a row that becomes another contact's, sealed for where it goes. */
    sealedAnew(table: string, row: Row, next: Row): Row {
      const [from, to] = [inRow(table, row), inRow(table, next)]
      const going = Object.keys(tables(table).sealed).filter((column) => String(from(column)) !== String(to(column)))
      return taken(table, pick(row, going), from, to)
    },
    /** Columns of that whole row as a move writes them down. */
    writtenDown: (move: Named, side: Side, row: Row, columns: Row): Row =>
      taken(move.table, columns, inRow(move.table, row), inMove(move, side)),
    /** Columns that a move has written down as that whole row holds them. */
    putDown: (move: Named, side: Side, row: Row, columns: Row): Row =>
      taken(move.table, columns, inMove(move, side), inRow(move.table, row)),
    /** Whether a row's column still says what a move wrote down. */
    stillSays(move: Move, row: Row, column: string): boolean {
      const [present, wanted] = [row[column], move.now?.[column]]
      if (!(column in tables(move.table).sealed) || present === wanted) return present === wanted
      const text = vault.open(String(present ?? ''), inRow(move.table, row)(column))
      return text !== null && text === vault.open(String(wanted ?? ''), inMove(move, 'now')(column))
    },
  }
}
