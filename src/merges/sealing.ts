import type { Act } from '#src/audit/audit.ts'
import type { Field } from '#src/fields/field.ts'
import type { Move, Row } from './move.ts'

/** What merges have written down of a custom field's values, sealed or opened like the values themselves. */
export async function resealMoves(act: Act, field: Field, wanted: (stored: string) => string): Promise<void> {
  if (field.subject !== 'contact') return
  const merges = await act.trx
    .selectFrom('contact_merge')
    .select(['id', 'moves'])
    .where('moves', 'like', '%"custom_%')
    .execute()
  if (merges.length === 0) return
  const ours = await act.trx.selectFrom('custom_value').select('id').where('field_id', '=', field.id).execute()
  const values = new Set(ours.map((row) => row.id))
  const isOurs = ({ table, key, was, now }: Move) =>
    table === 'custom_value'
      ? values.has(Number(key.id))
      : table === 'custom_change' && (now ?? was)?.field_id === field.id
  for (const { id, moves } of merges) {
    const resealed = (JSON.parse(moves) as Move[]).map((move) =>
      isOurs(move) ? { ...move, was: rowAs(field, wanted, move.was), now: rowAs(field, wanted, move.now) } : move,
    )
    await act.trx
      .updateTable('contact_merge')
      .set({ moves: JSON.stringify(resealed) })
      .where('id', '=', id)
      .execute()
  }
}

const rowAs = (field: Field, wanted: (stored: string) => string, row: Row | null): Row | null =>
  row &&
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (column === 'value_key' && field.is_encrypted) return [column, '']
      const holds = ['value', 'old', 'new'].includes(column) && typeof value === 'string'
      return [column, holds ? wanted(value) : value]
    }),
  )
