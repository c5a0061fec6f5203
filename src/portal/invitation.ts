import type { Generated } from 'kysely'
import { requireOpening } from '#src/accounts/opens.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { queueMail } from '#src/outbox/outbox.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'portal invitation sent': true
    'portal password reset sent': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    portal_invitation: {
      id: Generated<number>
      address_id: number
      /** The account on whose page it was sent: it speaks of that one, though it opens all that the address opens. */
      account_id: number
      email: string
      /** The personal message in the mail, or ''. */
      message: Generated<string>
      created_at: string
      used_at: string | null
      /** Another has taken its place, or the address is written differently now. */
      revoked_at: string | null
    }
  }
}

/** How long an invitation can be used, in days. */
export const invitationDays = 14

/** Until when an invitation can be used, counted from when staff sent it, however late the mail leaves. */
export const expiryOf = (invitation: { created_at: string }): string =>
  new Date(Date.parse(invitation.created_at) + invitationDays * 86_400_000).toISOString()

/** Invitations of an address that can still be used, but for their age. */
export const openInvitations = (db: Db | Trx, addressId: number) =>
  db
    .selectFrom('portal_invitation')
    .selectAll()
    .where('address_id', '=', addressId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute()

/** Makes the links of an address's earlier invitations dead. */
export const revokeInvitations = (act: Act, addressId: number) =>
  act.trx
    .updateTable('portal_invitation')
    .set({ revoked_at: act.at })
    .where('address_id', '=', addressId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()

/**
 * Sends an invitation into the portal to an address, by the outbox; earlier ones die. The link's token is made when the mail is
 * sent. It opens all accounts on which LOGIN is on for the address: for each of them somebody who may has decided that.
 * Throws NotYoursToOpen; whether there is a reason to send it is for the caller to have asked.
 */
export async function sendInvitation(
  act: Act,
  to: { accountId: number; accountName: string; addressId: number; contactId: number; email: string; message: string },
): Promise<void> {
  await requireOpening(act, [to.accountId])
  await revokeInvitations(act, to.addressId)
  const { id } = await act.trx
    .insertInto('portal_invitation')
    .values({
      address_id: to.addressId,
      account_id: to.accountId,
      email: to.email,
      message: to.message,
      created_at: act.at,
      used_at: null,
      revoked_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const contact = await act.trx
    .selectFrom('contact')
    .select('language')
    .where('id', '=', to.contactId)
    .executeTakeFirstOrThrow()
  await queueMail(act, {
    template: 'portal invitation',
    to: { contactId: to.contactId },
    email: to.email,
    language: contact.language,
    data: { invitation: id },
  })
  await record(act, {
    kind: 'portal invitation sent',
    accountId: to.accountId,
    contactId: to.contactId,
    subject: to.accountName,
    changes: { address: [null, to.email], ...(to.message ? { message: [null, to.message] } : {}) },
  })
}

/** Sends the link for a new password of a login, by the outbox. */
export async function sendPasswordReset(
  act: Act,
  login: { id: number; contact_id: number; email: string; language: Language | null },
  account?: { id: number; name: string },
): Promise<void> {
  await queueMail(act, {
    template: 'portal password reset',
    to: { contactId: login.contact_id },
    email: login.email,
    language: login.language,
    data: { login: login.id },
  })
  await record(act, {
    kind: 'portal password reset sent',
    accountId: account?.id,
    contactId: login.contact_id,
    subject: account?.name ?? login.email,
    changes: { address: [null, login.email] },
  })
}
