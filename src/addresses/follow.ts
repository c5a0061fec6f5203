import { authorMaySwitch, openableAmong, requireOpening } from '#src/accounts/opens.ts'
import type { Act } from '#src/audit/audit.ts'
import { AddressTaken, addressesOf } from '#src/contacts/address.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { openInvitations, revokeInvitations, sendInvitation } from '#src/portal/invitation.ts'
import { closeAccess, findLoginByEmail, openAccess } from '#src/portal/login.ts'
import { endResetTokens } from '#src/portal/tokens.ts'
import type { Staff } from '#src/staff/staff.ts'
import { switches } from './rules.ts'
import { type AddressSetting, isTaken, writeSetting } from './setting.ts'

// What happens to an address's settings when the address or the link that they hang on changes.

/** Where something is switched on for a contact's addresses: what one opens there, or is sent, goes wherever the address leads. */
const uses = (db: Db | Trx, contactId: number) =>
  db
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .innerJoin('account', 'account.id', 'address_setting.account_id')
    .select(['address.id as addressId', 'account.id', 'account.name', 'account.archived_at', 'address_setting.login'])
    .where('address.contact_id', '=', contactId)
    .where((eb) => eb.or(switches.map((name) => eb(`address_setting.${name}`, '=', 1))))
    .execute()

/** Links for a new password that were sent to an address which is its contact's no more lead nowhere. */
export async function endLinks(act: Act, { contactId, email }: { contactId: number; email: string }): Promise<void> {
  const login = await findLoginByEmail(act.trx, email)
  if (login?.contact_id === contactId) await endResetTokens(act.trx, login.id)
}

/**
 * An address is written differently: what it opened it goes on opening. An invitation that was not used dies, and goes out anew to
 * the new address where LOGIN is on. A login that was made with the old one stays as it is. Throws AddressTaken where LOGIN is on
 * and the new address is another contact's, and NotYoursToOpen where somebody else decides what the address may do.
 */
export async function followChange(
  act: Act,
  { id, contactId, old, now }: { id: number; contactId: number; old: string; now: string },
): Promise<void> {
  if (emailKey(old) === emailKey(now)) return
  const { trx } = act
  const using = (await uses(trx, contactId)).filter((use) => use.addressId === id)
  await requireOpening(
    act,
    using.map((use) => use.id),
    now,
  )
  const opened = using.filter((use) => use.login === 1)
  await endLinks(act, { contactId, email: old })
  const waiting = await openInvitations(trx, id)
  await revokeInvitations(act, id)
  if (opened.length === 0) return
  if (await isTaken(trx, now, contactId)) throw new AddressTaken(now)
  const login = await findLoginByEmail(trx, now)
  if (login) for (const account of opened) await openAccess(act, account.id, login.id)
  const last = waiting.at(-1)
  const account = opened.find((one) => one.id === last?.account_id)
  if (!last || !account || account.archived_at || login) return
  await sendInvitation(act, {
    accountId: account.id,
    accountName: account.name,
    addressId: id,
    contactId,
    email: now,
    message: last.message,
  })
}

/** With the address as it was written then: somebody else may have it by the time of a restore. */
interface KeptSettings {
  settings: (AddressSetting & { email?: string })[]
  logins: number[]
}

const settingsOfLink = (act: Act, accountId: number, contactId: number) =>
  act.trx
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .selectAll('address_setting')
    .select('address.email')
    .where('address_setting.account_id', '=', accountId)
    .where('address.contact_id', '=', contactId)
    .execute()

/** A contact is unlinked: their settings and what their logins open of this account go, and are kept for a restore. */
export async function followUnlink(
  act: Act,
  { accountId, contactId }: { accountId: number; contactId: number },
  kept: Record<string, unknown>,
): Promise<void> {
  const settings = await settingsOfLink(act, accountId, contactId)
  const logins = await act.trx
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select('portal_login.id')
    .where('portal_access.account_id', '=', accountId)
    .where('portal_login.contact_id', '=', contactId)
    .execute()
  for (const { id } of logins) await closeAccess(act, accountId, id)
  const addressIds = settings.map((setting) => setting.address_id)
  if (addressIds.length > 0)
    await act.trx
      .deleteFrom('address_setting')
      .where('account_id', '=', accountId)
      .where('address_id', 'in', addressIds)
      .execute()
  kept.addresses = { settings, logins: logins.map(({ id }) => id) } satisfies KeptSettings
}

/**
 * A link is back: so are the settings of those addresses that are still there and still written the same, and what the logins that are
 * still there opened. Whoever may not change address settings gets the link alone, and `left` says so.
 */
export async function followRestore(
  act: Act,
  { accountId, contactId }: { accountId: number; contactId: number },
  kept: Record<string, unknown>,
  left: string[],
): Promise<void> {
  const { settings, logins } = (kept.addresses ?? { settings: [], logins: [] }) as KeptSettings
  if (settings.length + logins.length === 0) return
  if (!(await authorMaySwitch(act, accountId))) {
    left.push('portal_settings')
    return
  }
  // Nobody writes one differently meanwhile.
  for (const { address_id } of settings) await locked(act.trx, 'address', address_id)
  const addresses = await addressesOf(act.trx, contactId)
  for (const { account_id: _account, address_id, version: _version, email, ...values } of settings) {
    const address = addresses.find((one) => one.id === address_id)
    if (!address) continue
    if (email === undefined || emailKey(email) !== emailKey(address.email)) {
      left.push('portal_settings')
      continue
    }
    // Somebody else may have made a login of the address meanwhile.
    const taken = values.login === 1 && (await isTaken(act.trx, address.email, contactId))
    await writeSetting(act, accountId, address_id, { ...values, ...(taken ? { login: 0 } : {}) })
  }
  const still = await act.trx
    .selectFrom('portal_login')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('id', 'in', [0, ...logins])
    .execute()
  for (const { id } of still) await openAccess(act, accountId, id)
}

/** Which of a contact's addresses the person can't write differently, since they open or send what is not theirs to decide. */
export async function lockAddresses(app: App, staff: Staff, contactId: number, kept: Set<number>): Promise<void> {
  const db = app.db.read
  const found = await uses(db, contactId)
  const openable = await openableAmong(
    db,
    staff,
    found.map((use) => use.id),
  )
  for (const use of found) if (!openable.has(use.id)) kept.add(use.addressId)
}
