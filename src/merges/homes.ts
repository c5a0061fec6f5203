import { secretHome } from '#src/contacts/secret.ts'
import { changeHome, ownerIn, valueHome } from '#src/fields/homes.ts'
import type { Home, Vault } from '#src/platform/vault.ts'
import type { Move, MovedTable, Row } from './move.ts'

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

/** The columns of the moved tables that hold sealed texts. */
export const sealedColumns: Partial<Record<MovedTable, readonly string[]>> = {
  contact: ['tax_id', 'iban'],
  custom_value: ['value'],
  custom_change: ['old', 'new'],
}

/** Where a column of a whole row is at home. */
function rowHome(table: MovedTable, row: Row, column: string): Home {
  if (table === 'contact') return secretHome(Number(row.id), column === 'iban' ? 'iban' : 'tax_id')
  const owner = ownerIn({ account_id: row.account_id as number | null, contact_id: row.contact_id as number | null })
  const fieldId = Number(row.field_id)
  return table === 'custom_value'
    ? valueHome(owner, fieldId)
    : changeHome(column === 'old' ? 'old' : 'new', owner, fieldId)
}

/** Where the same column is at home in what a merge has written down. */
export const moveHome = (pair: Pair, { table, key }: Pick<Move, 'table' | 'key'>, side: Side, column: string): Home => [
  'contact_merge.moves',
  pair.winner_id,
  pair.loser_id,
  table,
  Number(key.id),
  side,
  column,
]

/** Some columns of a row, with what is sealed among them taken from one home to another. */
function moved(
  vault: Vault,
  table: MovedTable,
  columns: Row,
  from: (column: string) => Home,
  to: (column: string) => Home,
): Row {
  const sealed = (sealedColumns[table] ?? []).filter((column) => columns[column])
  return {
    ...columns,
    ...Object.fromEntries(
      sealed.map((column) => [column, vault.move(String(columns[column]), from(column), to(column))]),
    ),
  }
}

/** What is sealed in a row that becomes another contact's, sealed for where it goes. */
export function sealedAnew(vault: Vault, table: MovedTable, row: Row, next: Row): Row {
  const sealed = sealedColumns[table] ?? []
  if (row.contact_id === next.contact_id) return {}
  const columns = Object.fromEntries(sealed.map((column) => [column, row[column] ?? null]))
  const home = (of: Row) => (column: string) => rowHome(table, of, column)
  return moved(vault, table, columns, home(row), home(next))
}

/** Columns of that whole row as a move writes them down. */
export const writtenDown = (
  vault: Vault,
  pair: Pair,
  move: Pick<Move, 'table' | 'key'>,
  side: Side,
  row: Row,
  columns: Row,
): Row =>
  moved(
    vault,
    move.table,
    columns,
    (column) => rowHome(move.table, row, column),
    (column) => moveHome(pair, move, side, column),
  )

/** Columns that a move has written down as that whole row holds them. */
export const putDown = (vault: Vault, pair: Pair, move: Move, side: Side, row: Row, columns: Row): Row =>
  moved(
    vault,
    move.table,
    columns,
    (column) => moveHome(pair, move, side, column),
    (column) => rowHome(move.table, row, column),
  )

/** Whether a row's column still says what a move wrote down. */
export function stillSays(vault: Vault, pair: Pair, move: Move, row: Row, column: string): boolean {
  const [present, wanted] = [row[column], move.now?.[column]]
  if (!sealedColumns[move.table]?.includes(column) || present === wanted) return present === wanted
  const text = vault.open(String(present ?? ''), rowHome(move.table, row, column))
  return text !== null && text === vault.open(String(wanted ?? ''), moveHome(pair, move, 'now', column))
}
