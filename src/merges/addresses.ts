import type { Merging, Two } from './merge.ts'
import { findRows, type Row } from './move.ts'

const settingKey = ['account_id', 'address_id']

/**
 * The addresses of both, each once, with all that hangs on them. The address of a custom field goes with its value: of two values of
 * one field the address of the other becomes one of the contact's own, for nobody to lose what it opens.
 */
export async function moveAddresses({ act, move, winner, loser, choices }: Two): Promise<void> {
  const own = await findRows(act.trx, 'address', { contact_id: winner.id })
  const others = await findRows(act.trx, 'address', { contact_id: loser.id })
  const ownPrimary = own.find((address) => address.is_primary === 1)
  const otherPrimary = others.find((address) => address.is_primary === 1)
  const primary = ownPrimary && choices.get('primary') !== 'loser' ? ownPrimary : (otherPrimary ?? ownPrimary)
  const place = placesFor(own, others, choices)
  // Only one may be the primary one at any moment.
  for (const address of own)
    if (address !== primary || place(address) !== address.field_id)
      await move.change(
        'address',
        ['id'],
        address,
        { is_primary: address === primary ? 1 : 0, field_id: place(address) },
        ['email'],
      )
  for (const address of others) {
    const same = own.find((one) => one.email_key === address.email_key)
    if (!same) {
      const set = { contact_id: winner.id, is_primary: address === primary ? 1 : 0, field_id: place(address) }
      await move.change('address', ['id'], address, set, ['email'])
      continue
    }
    if (address === primary) {
      const [now] = await findRows(act.trx, 'address', { id: same.id! })
      await move.change('address', ['id'], now!, { is_primary: 1, field_id: null }, ['email'])
    }
    await foldAddress({ act, move }, address, same)
  }
}

/** The custom field that an address of either is to stand in; null for the contact's own. */
function placesFor(own: Row[], others: Row[], choices: Merging['choices']) {
  return (address: Row): number | null => {
    const field = address.field_id as number | null
    if (field === null) return null
    const rivals = (own.includes(address) ? others : own).some((one) => one.field_id === field)
    if (!rivals) return field
    const chosen = choices.get(`value ${field}`) === 'loser' ? others : own
    return chosen.includes(address) ? field : null
  }
}

/** What hangs on an address that both had goes to the one that stays: a switch is on if it was on for either. */
async function foldAddress({ act, move }: Pick<Two, 'act' | 'move'>, from: Row, into: Row): Promise<void> {
  const settings = await findRows(act.trx, 'address_setting', { address_id: into.id! })
  for (const setting of await findRows(act.trx, 'address_setting', { address_id: from.id! })) {
    const same = settings.find((one) => one.account_id === setting.account_id)
    if (!same) {
      await move.change('address_setting', settingKey, setting, { address_id: into.id! })
      continue
    }
    await move.remove('address_setting', settingKey, setting)
    await move.change('address_setting', settingKey, same, folded(same, setting))
  }
  for (const invitation of await findRows(act.trx, 'portal_invitation', { address_id: from.id! }))
    await move.change('portal_invitation', ['id'], invitation, { address_id: into.id! })
}

const folded = (one: Row, other: Row): Row => ({
  ...Object.fromEntries(
    ['login', 'notify', 'sync', 'signer'].map((name) => [name, Math.max(Number(one[name]), Number(other[name]))]),
  ),
  preferences:
    one.notify === other.notify
      ? bothOff(String(one.preferences), String(other.preferences))
      : String(one.notify ? one.preferences : other.preferences),
})

/** Preferences name what is off: off is what is off in both. */
function bothOff(one: string, other: string): string {
  const [a, b] = [JSON.parse(one), JSON.parse(other)] as Record<string, string[]>[]
  return JSON.stringify(
    Object.fromEntries(Object.entries(a!).map(([name, off]) => [name, off.filter((type) => b![name]?.includes(type))])),
  )
}
