import { findField } from '#src/fields/field.ts'
import { changeHome, valueHome } from '#src/fields/homes.ts'
import { typeOf } from '#src/fields/rules.ts'
import type { Two } from './merge.ts'
import { findRows } from './move.ts'

/** The custom fields of both, and their history; of two values of one field the chosen one stays, and the other is history. */
export async function moveValues({ act, move, winner, loser, choices }: Two): Promise<void> {
  const { vault } = act
  for (const change of await findRows(act.trx, 'custom_change', { contact_id: loser.id }))
    await move.change('custom_change', ['id'], change, { contact_id: winner.id })
  const own = await findRows(act.trx, 'custom_value', { contact_id: winner.id })
  for (const value of await findRows(act.trx, 'custom_value', { contact_id: loser.id })) {
    const same = own.find((one) => one.field_id === value.field_id)
    if (!same) {
      await move.change('custom_value', ['id'], value, { contact_id: winner.id })
      continue
    }
    const fieldId = Number(value.field_id)
    const owner = { subject: 'contact', id: winner.id } as const
    const home = valueHome(owner, fieldId)
    const ours = String(same.value)
    const theirs = vault.move(String(value.value), valueHome({ ...owner, id: loser.id }, fieldId), home)
    if (vault.open(ours, home) === vault.open(theirs, home)) continue
    const losers = choices.get(`value ${fieldId}`) === 'loser'
    const [stays, goes] = losers ? [theirs, ours] : [ours, theirs]
    if (losers)
      await move.change('custom_value', ['id'], same, {
        value: theirs,
        value_key: value.value_key!,
        updated_at: act.at,
      })
    const field = await findField(act.trx, fieldId)
    await move.add('custom_change', ['id'], {
      field_id: fieldId,
      name: field?.name ?? '',
      type: field ? typeOf(field) : '',
      account_id: null,
      contact_id: winner.id,
      at: act.at,
      staff_id: act.by.staffId,
      actor: act.by.name,
      old: vault.move(goes, home, changeHome('old', owner, fieldId)),
      new: vault.move(stays, home, changeHome('new', owner, fieldId)),
    })
  }
}
