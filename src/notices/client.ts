import type { Account } from '#src/accounts/account.ts'
import { readPreferences } from '#src/addresses/preferences.ts'
import type { NotificationType } from '#src/addresses/rules.ts'
import type { Act } from '#src/audit/audit.ts'
import { plainName } from '#src/contacts/name.ts'
import { type MailTemplate, type OutgoingMail, queueMail } from '#src/outbox/outbox.ts'
import type { UnsentReason } from '#src/outbox/rules.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { expiryOf, openInvitations } from '#src/portal/invitation.ts'
import { findLoginByEmail } from '#src/portal/login.ts'
import { issueInvitationToken } from '#src/portal/tokens.ts'

/** What the client of an account is to hear of. */
export interface ClientNotice {
  type: NotificationType
  template: MailTemplate
  /** The numbers of what it is about. */
  data: Record<string, number>
  /** Whether somebody hears nothing for now: what they were told last waits for them still. */
  isToldAlready(contactId: number): Promise<boolean>
}

/** The addresses of an account that hear of what is new: NOTIFY is on, and LOGIN, without which there is nothing to read it by. */
const notified = (trx: Trx, accountId: number) =>
  trx
    .selectFrom('address_setting as setting')
    .innerJoin('address', 'address.id', 'setting.address_id')
    .innerJoin('contact', 'contact.id', 'address.contact_id')
    .leftJoin('portal_login as login', 'login.email_key', 'address.email_key')
    .leftJoin('portal_access as access', (join) =>
      join.onRef('access.login_id', '=', 'login.id').onRef('access.account_id', '=', 'setting.account_id'),
    )
    .select(['setting.preferences', 'address.id', 'address.email', 'address.contact_id'])
    .select(['access.login_id as opens', 'login.language as chosen', 'contact.language'])
    .where('setting.account_id', '=', accountId)
    .where('setting.notify', '=', 1)
    .where('setting.login', '=', 1)
    .orderBy('address.id')
    .execute()

/** An invitation of the address that can still be used. */
const usableInvitation = async (trx: Trx, addressId: number, at: string) =>
  (await openInvitations(trx, addressId)).findLast((invitation) => expiryOf(invitation) > at)

/**
 * Tells those of an account's client who want to hear of it, by mail; gives whom. Whoever is invited and not in the portal yet hears
 * too; whoever is not invited does not, and nobody does of an archived account.
 */
export async function tellClient(act: Act, account: Account, notice: ClientNotice): Promise<Set<number>> {
  const told = new Set<number>()
  if (account.archived_at) return told
  for (const { id, email, contact_id, preferences, opens, chosen, language } of await notified(act.trx, account.id)) {
    if (!readPreferences(preferences).notify.includes(notice.type)) continue
    if (opens === null && !(await usableInvitation(act.trx, id, act.at))) continue
    if (!told.has(contact_id) && (await notice.isToldAlready(contact_id))) continue
    told.add(contact_id)
    await queueMail(act, {
      template: notice.template,
      to: { contactId: contact_id },
      email,
      language: chosen ?? language,
      data: { ...notice.data, address: id },
    })
  }
  return told
}

/** Whom a mail of a notice goes to, and where it leads. */
export interface NoticeRecipient {
  name: string
  link: string
  /** It leads to where they make their login: they have none yet. */
  isInvitation: boolean
}

/** The reader of a notice that is about to be sent, with the way to a page of that account's portal; or why it is not sent any more. */
export async function noticeRecipient(
  app: App,
  mail: OutgoingMail,
  to: { accountId: number; path: string },
): Promise<NoticeRecipient | UnsentReason> {
  const db = app.db.read
  const contact = await db
    .selectFrom('contact')
    .select(['first_name', 'last_name', 'company'])
    .where('id', '=', mail.contact_id ?? 0)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!contact) return 'nobody there'
  const addressId = Number(JSON.parse(mail.data).address ?? 0)
  const address = await findAddress(db, addressId)
  if (address && address.email_key !== emailKey(mail.email)) return 'address changed'
  const way = await wayIn(app, mail.email, addressId, to)
  if (!way) return 'nothing opens'
  return {
    name: plainName(contact, mail.email),
    link: `${app.config.publicUrl}${way.path}`,
    isInvitation: way.isInvitation,
  }
}

const findAddress = (db: Db, id: number) =>
  db.selectFrom('address').select('email_key').where('id', '=', id).executeTakeFirst()

/** To the page, or for whoever has no login yet to where they make it. */
async function wayIn(app: App, email: string, addressId: number, to: { accountId: number; path: string }) {
  const db = app.db.read
  const login = await findLoginByEmail(db, email)
  if (login) {
    const access = await db
      .selectFrom('portal_access')
      .select('login_id')
      .where('login_id', '=', login.id)
      .where('account_id', '=', to.accountId)
      .executeTakeFirst()
    return access && { isInvitation: false, path: to.path }
  }
  const at = app.clock().toISOString()
  const token = await app.db.write(async (trx) => {
    const invitation = await usableInvitation(trx, addressId, at)
    // The address may be written differently since: its invitation is for whom that one leads to.
    if (!invitation || emailKey(invitation.email) !== emailKey(email)) return undefined
    return issueInvitationToken(trx, invitation, at)
  })
  return token && { isInvitation: true, path: `/portal/activation/${token}` }
}
