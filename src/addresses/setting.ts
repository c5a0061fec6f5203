import type { Selectable } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { requireOpening } from '#src/accounts/opens.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { AddressTaken } from '#src/contacts/address.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { notFound, Refusal } from '#src/platform/web/errors.ts'
import { closeAccess, findLoginByEmail, openAccess } from '#src/portal/login.ts'
import { type SwitchName, switches } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'address setting changed': true
  }
}

export type AddressSetting = Selectable<Tables['address_setting']>

/** An address of a contact that is linked to the account, with both held, for whoever may manage it. Throws 404 for any other. */
export async function lockedAddress(act: Act, accountId: number, addressId: number) {
  const account = await lockedAccount(act.trx, accountId)
  // Its person may be making their login at this moment, on other accounts too.
  await locked(act.trx, 'address', addressId)
  await mustSee(act, accountId, 'manage accounts')
  return { account, address: await findLinkedAddress(act.trx, accountId, addressId) }
}

/** An address of a contact that is linked to the account. Throws 404 for any other. */
export async function findLinkedAddress(db: Db | Trx, accountId: number, addressId: number | null) {
  const address =
    addressId === null
      ? undefined
      : await db
          .selectFrom('address')
          .innerJoin('link', 'link.contact_id', 'address.contact_id')
          .select(['address.id', 'address.contact_id', 'address.email', 'address.email_key'])
          .where('link.account_id', '=', accountId)
          .where('address.id', '=', addressId)
          .executeTakeFirst()
  if (!address) throw notFound()
  return address
}

export const allOff = { login: 0, notify: 0, sync: 0, signer: 0, preferences: '{}', version: 0 }

/** What an address is to an account, all off where nothing was ever switched. */
export const settingOf = async (db: Db | Trx, accountId: number, addressId: number) =>
  (await db
    .selectFrom('address_setting')
    .select([...switches, 'preferences', 'version'])
    .where('account_id', '=', accountId)
    .where('address_id', '=', addressId)
    .executeTakeFirst()) ?? allOff

/** Writes some of an address's settings. Throws NotYoursToOpen where it switches something on that is not its author's to switch. */
export async function writeSetting(act: Act, accountId: number, addressId: number, change: Partial<AddressSetting>) {
  if (switches.some((name) => change[name])) await requireOpening(act, [accountId])
  await act.trx
    .insertInto('address_setting')
    .values({ account_id: accountId, address_id: addressId, ...change })
    .onConflict((conflict) => conflict.columns(['account_id', 'address_id']).doUpdateSet(change))
    .execute()
}

/** Whether another contact has this address as a login, or LOGIN on for it on any account. */
export async function isTaken(trx: Trx, email: string, contactId: number): Promise<boolean> {
  const login = await findLoginByEmail(trx, email)
  if (login) return login.contact_id !== contactId
  const wanted = await trx
    .selectFrom('address')
    .innerJoin('address_setting', 'address_setting.address_id', 'address.id')
    .select('address.id')
    .where('address.email_key', '=', emailKey(email))
    .where('address.contact_id', '!=', contactId)
    .where('address_setting.login', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return Boolean(wanted)
}

/** An address is written differently from what whoever switches it on has read. */
export class AnotherAddress extends Refusal {
  constructor() {
    super(409, 'changed meanwhile')
  }
}

/**
 * Switches one of an address's switches on an account to the wanted state; gives whether that changed anything.
 * LOGIN on lets a login that the person already has open the account, and gives SIGNER AUTHORITY; it invites nobody. LOGIN off closes
 * this account to the address and changes nothing else. `email` is the address as it was read: what it leads to is what is switched on.
 * Throws AddressTaken, AnotherAddress, NotYoursToOpen, or 404 where the address is none of the account's.
 */
export async function setSwitch(
  act: Act,
  accountId: number,
  addressId: number,
  name: SwitchName,
  on: boolean,
  email?: string,
): Promise<boolean> {
  const { account, address } = await lockedAddress(act, accountId, addressId)
  if (on && email !== undefined && emailKey(email) !== address.email_key) throw new AnotherAddress()
  const before = await settingOf(act.trx, accountId, addressId)
  if (Boolean(before[name]) === on) return false
  const change: Partial<AddressSetting> = { [name]: on ? 1 : 0 }
  if (name === 'login') {
    const login = await findLoginByEmail(act.trx, address.email)
    if (on && (await isTaken(act.trx, address.email, address.contact_id))) throw new AddressTaken(address.email)
    if (on) change.signer = 1
    if (on && login) await openAccess(act, accountId, login.id)
    if (!on && login?.contact_id === address.contact_id) await closeAccess(act, accountId, login.id)
  }
  await writeSetting(act, accountId, addressId, change)
  const word = (value: number) => (value ? 'on' : 'off')
  await record(act, {
    kind: 'address setting changed',
    accountId,
    contactId: address.contact_id,
    subject: account.name,
    changes: {
      address: [address.email, address.email],
      ...Object.fromEntries(
        Object.entries(change)
          .filter(([field, value]) => before[field as SwitchName] !== value)
          .map(([field, value]) => [field, [word(before[field as SwitchName]), word(Number(value))]]),
      ),
    },
  })
  return true
}
