import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { findFirm } from '#src/firm/firm.ts'
import { noticeRecipient } from '#src/notices/client.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import type { MailMaker, OutgoingMail } from '#src/outbox/outbox.ts'
import type { UnsentReason } from '#src/outbox/rules.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { clientMessageMailWords, mailWords, messageMailWords } from '#views/chats/mail-words.ts'
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
  const thread = await threadOf(app.db.read, mail)
  if (!thread || thread.archived_at) return 'nothing opens'
  if ((await readByClient(app.db.read, thread.id, mail.contact_id ?? 0)) >= numberIn(mail, 'message'))
    return 'message read'
  const path = `/portal/accounts/${thread.account_id}/chats/${thread.id}`
  const told = await noticeRecipient(app, mail, { accountId: thread.account_id, path })
  if (typeof told === 'string') return told
  const firm = (await findFirm(app.db.read))!
  const w = mailWords[mail.language]
  return letter(mail.language, w.subject(firm.name), [
    w.hello(told.name),
    w.message(firm.name, thread.name),
    ...(told.isInvitation ? [w.first] : []),
    { link: told.link },
    w.end,
  ])
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
