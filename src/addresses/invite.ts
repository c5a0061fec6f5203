import type { Act } from '#src/audit/audit.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { sendInvitation, sendPasswordReset } from '#src/portal/invitation.ts'
import { findLoginByEmail } from '#src/portal/login.ts'
import { lockedAddress, settingOf } from './setting.ts'

export const inviteRefusals = ['archived', 'login off', 'active already', 'no login'] as const
export type InviteRefusal = (typeof inviteRefusals)[number]

/** An invitation or a reset that can't be sent, and why. */
export class NotInvited extends Refusal {
  readonly why: InviteRefusal
  constructor(why: InviteRefusal) {
    super(409, 'not invited')
    this.why = why
  }
}

/**
 * Invites an address into the portal, once more where it was already: the earlier link dies. Throws NotInvited where the account is
 * archived, LOGIN is off or the person has a login already.
 */
export async function invite(act: Act, accountId: number, addressId: number, message: string): Promise<void> {
  const { account, address } = await lockedAddress(act, accountId, addressId)
  if (account.archived_at) throw new NotInvited('archived')
  const setting = await settingOf(act.trx, accountId, addressId)
  if (!setting.login) throw new NotInvited('login off')
  if (await findLoginByEmail(act.trx, address.email)) throw new NotInvited('active already')
  await sendInvitation(act, {
    accountId,
    accountName: account.name,
    addressId,
    contactId: address.contact_id,
    email: address.email,
    message,
  })
}

/** Sends the person of an address a link for a new password. Throws NotInvited where the account is archived or they have no login. */
export async function resetPassword(act: Act, accountId: number, addressId: number): Promise<void> {
  const { account, address } = await lockedAddress(act, accountId, addressId)
  if (account.archived_at) throw new NotInvited('archived')
  const login = await findLoginByEmail(act.trx, address.email)
  if (login?.contact_id !== address.contact_id) throw new NotInvited('no login')
  await sendPasswordReset(act, login, account)
}
