import type { Act } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { letter } from '#src/outbox/letter.ts'
import type { MailMaker, OutgoingMail } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { findStaff } from '#src/staff/staff.ts'
import { mailWords, mentionMailWords } from '#views/mentions/mail-words.ts'
import { findMention } from './mention.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    mention: true
  }
}

/** Whom a mail tells of which mention; or why there is nothing to tell any more. */
async function findTold(db: Db | Trx, { modules }: App, mail: OutgoingMail) {
  const staff = await findStaff(db, mail.staff_id ?? 0)
  if (!staff) return 'nobody there'
  const id = Number(JSON.parse(mail.data).mention ?? 0)
  const found = await findMention(db, modules, staff, id).catch(() => null)
  if (!found) return 'mention gone'
  return {
    name: staff.name,
    account: found.account,
    author: found.author ?? '',
    where: found.words[mail.language].inMail,
    path: `/mentions#mention-${id}`,
  }
}

/** A mail says who wrote and on which account, not what: that stays behind the sign-in. */
export const mentionMail: MailMaker<'mention gone'> = {
  words: mentionMailWords,
  async compose(app: App, mail: OutgoingMail) {
    const told = await findTold(app.db.read, app, mail)
    if (typeof told === 'string') return told
    const firm = (await findFirm(app.db.read))!
    const w = mailWords[mail.language]
    return letter(mail.language, w.subject(told.author, told.account), [
      w.hello(told.name),
      w.mentioned(told.author, told.where, told.account, firm.name),
      { link: `${app.config.publicUrl}${told.path}` },
    ])
  },
  async freshLink(act: Act, app: App, mail: OutgoingMail) {
    const told = await findTold(act.trx, app, mail)
    if (typeof told === 'string') throw new Refusal(409, 'link not needed')
    return { name: told.name, link: `${app.config.publicUrl}${told.path}` }
  },
}
