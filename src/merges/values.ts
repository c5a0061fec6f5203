import { findField, typeOf } from '#src/fields/field.ts'
import type { Two } from './merge.ts'
import { findRows } from './move.ts'

/** The custom fields of both, and their history; of two values of one field the chosen one stays, and the other is history. */
export async function moveValues({ act, move, winner, loser, choices }: Two): Promise<void> {
  for (const change of await findRows(act.trx, 'custom_change', { contact_id: loser.id }))
    await move.change('custom_change', ['id'], change, { contact_id: winner.id })
  const own = await findRows(act.trx, 'custom_value', { contact_id: winner.id })
  for (const value of await findRows(act.trx, 'custom_value', { contact_id: loser.id })) {
    const same = own.find((one) => one.field_id === value.field_id)
    if (!same) {
      await move.change('custom_value', ['id'], value, { contact_id: winner.id })
      continue
    }
    if (act.vault.open(String(same.value)) === act.vault.open(String(value.value))) continue
    const losers = choices.get(`value ${value.field_id}`) === 'loser'
    const [stays, goes] = losers ? [value, same] : [same, value]
    if (losers)
      await move.change('custom_value', ['id'], same, {
        value: value.value!,
        value_key: value.value_key!,
        updated_at: act.at,
      })
    const field = await findField(act.trx, Number(value.field_id))
    await move.add('custom_change', ['id'], {
      field_id: value.field_id!,
      name: field?.name ?? '',
      type: field ? typeOf(field) : '',
      account_id: null,
      contact_id: winner.id,
      at: act.at,
      staff_id: act.by.staffId,
      actor: act.by.name,
      old: goes.value!,
      new: stays.value!,
    })
  }
}
