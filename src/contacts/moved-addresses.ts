import type { Act } from '#src/audit/audit.ts'
import { hook } from '#src/platform/hook.ts'
import type { Choices, MergePair, Mover } from './people.ts'
import { findRows, type Row } from './rows.ts'

/** Told where a merge leaves one of two rows of an address: what hangs on it goes to the one that stays. */
export const addressFolding = hook<[act: Act, mover: Mover, from: Row, into: Row]>()

/**
 * The addresses of both, each once, with all that hangs on them. The address of a custom field goes with its value: of two values of
 * one field the address of the other becomes one of the contact's own, for nobody to lose what it opens.
 */
export async function moveAddresses({ act, mover, winner, loser, choices }: MergePair): Promise<void> {
  const own = await findRows(act.trx, 'address', { contact_id: winner.id })
  const others = await findRows(act.trx, 'address', { contact_id: loser.id })
  const ownPrimary = own.find((address) => address.is_primary === 1)
  const otherPrimary = others.find((address) => address.is_primary === 1)
  const primary = ownPrimary && choices.get('primary') !== 'loser' ? ownPrimary : (otherPrimary ?? ownPrimary)
  const place = placesFor(own, others, choices)
  // Only one may be the primary one at any moment.
  for (const address of own)
    if (address !== primary || place(address) !== address.field_id)
      await mover.change('address', address, { is_primary: address === primary ? 1 : 0, field_id: place(address) }, [
        'email',
      ])
  for (const address of others) {
    const same = own.find((one) => one.email_key === address.email_key)
    if (!same) {
      const set = { contact_id: winner.id, is_primary: address === primary ? 1 : 0, field_id: place(address) }
      await mover.change('address', address, set, ['email'])
      continue
    }
    if (address === primary) {
      const [now] = await findRows(act.trx, 'address', { id: same.id! })
      await mover.change('address', now!, { is_primary: 1, field_id: null }, ['email'])
    }
    await addressFolding.tell(act, mover, address, same)
  }
}

/** The custom field that an address of either is to stand in; null for the contact's own. */
function placesFor(own: Row[], others: Row[], choices: Choices['choices']) {
  return (address: Row): number | null => {
    const field = address.field_id as number | null
    if (field === null) return null
    const rivals = (own.includes(address) ? others : own).some((one) => one.field_id === field)
    if (!rivals) return field
    const chosen = choices.get(`value ${field}`) === 'loser' ? others : own
    return chosen.includes(address) ? field : null
  }
}
