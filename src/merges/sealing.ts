import type { Act } from '#src/audit/audit.ts'
import type { Move } from '#src/contacts/people.ts'
import type { Row } from '#src/contacts/rows.ts'
import type { Field } from '#src/fields/field.ts'
import { movesOf, withoutKey } from '#src/fields/person.ts'
import type { Home } from '#src/platform/vault.ts'
import { moveHome, type Pair, type Side } from './homes.ts'
import { movedTables } from './tables.ts'

type Wanted = (stored: string, home: Home) => string

/** What a merge has written down, with each text in these columns as `wanted` gives it for its home. */
export const rewritten = (pair: Pair, move: Move, columns: readonly string[], wanted: Wanted): Move => ({
  ...move,
  was: rowAs(pair, move, 'was', columns, wanted),
  now: rowAs(pair, move, 'now', columns, wanted),
})

function rowAs(pair: Pair, move: Move, side: Side, columns: readonly string[], wanted: Wanted): Row | null {
  const row = move[side]
  const texts = columns.filter((column) => typeof row?.[column] === 'string' && row[column])
  return (
    row && {
      ...row,
      ...Object.fromEntries(
        texts.map((column) => [column, wanted(String(row[column]), moveHome(pair, move, side, column))]),
      ),
    }
  )
}

/** What merges have written down of a custom field's values, sealed or opened like the values themselves. */
export async function resealMoves(act: Act, field: Field, wanted: Wanted): Promise<void> {
  if (field.subject !== 'contact') return
  const merges = await act.trx
    .selectFrom('contact_merge')
    .select(['id', 'winner_id', 'loser_id', 'moves'])
    .where('moves', 'like', '%"custom_%')
    .execute()
  if (merges.length === 0) return
  const isOurs = await movesOf(act.trx, field)
  const tables = movedTables(act.modules)
  for (const { id, moves, ...pair } of merges) {
    const resealed = (JSON.parse(moves) as Move[]).map((move) =>
      isOurs(move) ? withoutKey(field, rewritten(pair, move, Object.keys(tables(move.table).sealed), wanted)) : move,
    )
    await act.trx
      .updateTable('contact_merge')
      .set({ moves: JSON.stringify(resealed) })
      .where('id', '=', id)
      .execute()
  }
}
