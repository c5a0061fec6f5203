import type { Act } from '#src/audit/audit.ts'
import { AddressTaken, addressChanged } from '#src/contacts/address.ts'
import { linkLeaving, linkRestored } from '#src/links/link.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { openInvitations, revokeInvitations, sendInvitation } from '#src/portal/invitation.ts'
import { closeAccess, findLoginByEmail, openAccess } from '#src/portal/login.ts'
import { type AddressSetting, isTaken, writeSetting } from './setting.ts'

// What happens to an address's settings when the address or the link that they hang on changes.

/**
 * An address is written differently: what it opened it goes on opening. An invitation that was not used dies, and goes out anew to
 * the new address where LOGIN is on. A login that was made with the old one stays as it is. Throws AddressTaken where LOGIN is on
 * and the new address is another contact's.
 */
export async function followChange(
  act: Act,
  { id, contactId, old, now }: { id: number; contactId: number; old: string; now: string },
): Promise<void> {
  if (emailKey(old) === emailKey(now)) return
  const { trx } = act
  const opened = await trx
    .selectFrom('address_setting')
    .innerJoin('account', 'account.id', 'address_setting.account_id')
    .select(['account.id', 'account.name', 'account.archived_at'])
    .where('address_setting.address_id', '=', id)
    .where('address_setting.login', '=', 1)
    .execute()
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

interface KeptSettings {
  settings: AddressSetting[]
  logins: number[]
}

const settingsOfLink = (act: Act, accountId: number, contactId: number) =>
  act.trx
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .selectAll('address_setting')
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

/** A link is back: so are the settings of those addresses that are still there, and what the logins that are still there opened. */
export async function followRestore(
  act: Act,
  { accountId, contactId }: { accountId: number; contactId: number },
  kept: Record<string, unknown>,
): Promise<void> {
  const { settings, logins } = (kept.addresses ?? { settings: [], logins: [] }) as KeptSettings
  const addresses = await act.trx
    .selectFrom('address')
    .select(['id', 'email'])
    .where('contact_id', '=', contactId)
    .execute()
  for (const setting of settings) {
    const address = addresses.find((one) => one.id === setting.address_id)
    if (!address) continue
    const { account_id: _account, address_id, version: _version, ...values } = setting
    // Somebody else may have made a login of the address meanwhile.
    const taken = setting.login === 1 && (await isTaken(act.trx, address.email, contactId))
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

/** Has the settings follow what happens above them. Once, where the module is made. */
export function follow(): void {
  addressChanged.hear(followChange)
  linkLeaving.hear(followUnlink)
  linkRestored.hear(followRestore)
}
