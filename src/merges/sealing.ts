import type { Act } from '#src/audit/audit.ts'
import type { Field } from '#src/fields/field.ts'
import type { Home } from '#src/platform/vault.ts'
import { moveHome, type Pair, type Side, sealedColumns } from './homes.ts'
import type { Move, Row } from './move.ts'

type Wanted = (stored: string, home: Home) => string

/** What a merge has written down, with each text that may be sealed as `wanted` gives it for its home. */
export const rewritten = (pair: Pair, move: Move, wanted: Wanted): Move => ({
  ...move,
  was: rowAs(pair, move, 'was', wanted),
  now: rowAs(pair, move, 'now', wanted),
})

function rowAs(pair: Pair, move: Move, side: Side, wanted: Wanted): Row | null {
  const row = move[side]
  const texts = (sealedColumns[move.table] ?? []).filter((column) => typeof row?.[column] === 'string' && row[column])
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
  const ours = await act.trx.selectFrom('custom_value').select('id').where('field_id', '=', field.id).execute()
  const values = new Set(ours.map((row) => row.id))
  const isOurs = ({ table, key, was, now }: Move) =>
    table === 'custom_value'
      ? values.has(Number(key.id))
      : table === 'custom_change' && (now ?? was)?.field_id === field.id
  for (const { id, moves, ...pair } of merges) {
    const resealed = (JSON.parse(moves) as Move[]).map((move) =>
      isOurs(move) ? withoutKey(field, rewritten(pair, move, wanted)) : move,
    )
    await act.trx
      .updateTable('contact_merge')
      .set({ moves: JSON.stringify(resealed) })
      .where('id', '=', id)
      .execute()
  }
}

/** What is encrypted is found by nothing. */
function withoutKey(field: Field, move: Move): Move {
  const cleared = (row: Row | null) =>
    row && ('value_key' in row && field.is_encrypted ? { ...row, value_key: '' } : row)
  return { ...move, was: cleared(move.was), now: cleared(move.now) }
}
