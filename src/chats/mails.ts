import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { plainName } from '#src/contacts/name.ts'
import { findFirm } from '#src/firm/firm.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import type { MailMaker, OutgoingMail } from '#src/outbox/outbox.ts'
import type { UnsentReason } from '#src/outbox/rules.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { findLoginByEmail } from '#src/portal/login.ts'
import { issueInvitationToken } from '#src/portal/tokens.ts'
import { clientMessageMailWords, mailWords, messageMailWords } from '#views/chats/mail-words.ts'
import { usableInvitation } from './notify.ts'
import { readByClient } from './read.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    message: true
    'client message': true
  }
}

const numberIn = (mail: OutgoingMail, name: string): number => Number(JSON.parse(mail.data)[name] ?? 0)

const threadOf = (db: Db | Trx, mail: OutgoingMail) =>
  db
    .selectFrom('thread')
    .innerJoin('account', 'account.id', 'thread.account_id')
    .select(['thread.id', 'thread.account_id', 'thread.unread_since', 'account.name', 'account.archived_at'])
    .where('thread.id', '=', numberIn(mail, 'thread'))
    .executeTakeFirst()

/** A mail to the client says that there is a message, not what it says: that is read in the portal. */
async function composeMessage(app: App, mail: OutgoingMail): Promise<Letter | UnsentReason | 'message read'> {
  const db = app.db.read
  const contact = await db
    .selectFrom('contact')
    .select(['id', 'first_name', 'last_name', 'company'])
    .where('id', '=', mail.contact_id ?? 0)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!contact) return 'nobody there'
  const thread = await threadOf(db, mail)
  if (!thread || thread.archived_at) return 'nothing opens'
  if ((await readByClient(db, thread.id, contact.id)) >= numberIn(mail, 'message')) return 'message read'
  const address = await findAddress(db, numberIn(mail, 'address'))
  if (address && address.email_key !== emailKey(mail.email)) return 'address changed'
  const way = await wayIn(app, mail, thread)
  if (!way) return 'nothing opens'
  const firm = (await findFirm(db))!
  const w = mailWords[mail.language]
  return letter(mail.language, w.subject(firm.name), [
    w.hello(plainName(contact, mail.email)),
    w.message(firm.name, thread.name),
    ...(way.isInvitation ? [w.first] : []),
    { link: `${app.config.publicUrl}${way.path}` },
    w.end,
  ])
}

const findAddress = (db: Db, id: number) =>
  db.selectFrom('address').select('email_key').where('id', '=', id).executeTakeFirst()

/** Where the mail leads: to the thread, or for whoever has no login yet to where they make it. */
async function wayIn(app: App, mail: OutgoingMail, thread: { id: number; account_id: number }) {
  const db = app.db.read
  const login = await findLoginByEmail(db, mail.email)
  if (login) {
    const access = await db
      .selectFrom('portal_access')
      .select('login_id')
      .where('login_id', '=', login.id)
      .where('account_id', '=', thread.account_id)
      .executeTakeFirst()
    return access && { isInvitation: false, path: `/portal/accounts/${thread.account_id}/chats/${thread.id}` }
  }
  const at = app.clock().toISOString()
  const token = await app.db.write(async (trx) => {
    const invitation = await usableInvitation(trx, numberIn(mail, 'address'), at)
    // The address may be written differently since: its invitation is for whom that one leads to.
    if (!invitation || emailKey(invitation.email) !== emailKey(mail.email)) return undefined
    return issueInvitationToken(trx, invitation, at)
  })
  return token && { isInvitation: true, path: `/portal/activation/${token}` }
}

export const messageMail: MailMaker<'message read'> = { words: messageMailWords, compose: composeMessage }

/** The mail that tells a follower that the client has written. */
export const clientMessageMail: MailMaker<'message read'> = {
  words: clientMessageMailWords,
  async compose(app, mail) {
    const thread = await threadOf(app.db.read, mail)
    if (!thread?.unread_since) return 'message read'
    const person = (await peopleWhoSee(app.db.read, thread.account_id)).find((one) => one.id === mail.staff_id)
    if (!person) return 'nobody there'
    const w = mailWords[mail.language]
    return letter(mail.language, w.fromClientSubject(thread.name), [
      w.hello(person.name),
      w.fromClient(thread.name),
      { link: `${app.config.publicUrl}/accounts/${thread.account_id}/chats/${thread.id}` },
      w.fromClientEnd,
    ])
  },
}
