import type { Act } from '#src/audit/audit.ts'
import { findFirm, firmLanguage } from '#src/firm/firm.ts'
import { letter } from '#src/outbox/letter.ts'
import { type MailMaker, queueMail } from '#src/outbox/outbox.ts'
import { findPerson } from '#src/staff/person.ts'
import { findStaff } from '#src/staff/staff.ts'
import { mailWords } from '#views/second-factor/mail-words.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    'second factor set up': true
    'second factor removed': true
    'second factor reset': true
    'recovery code used': true
    'code refused': true
  }
}

type Told =
  | 'second factor set up'
  | 'second factor removed'
  | 'second factor reset'
  | 'recovery code used'
  | 'code refused'

/** Tells somebody by mail what was done to their second factor: if it was not them, they know. */
export async function tellOf(act: Act, staffId: number, template: Told): Promise<void> {
  const { email, language } = await findPerson(act.trx, staffId)
  await queueMail(act, { template, to: { staffId }, email, language: language ?? (await firmLanguage(act.trx)) })
}

const mailOf = (template: Told): MailMaker => ({
  words: mailWords[template].title,
  async compose(app, mail) {
    const person = await findStaff(app.db.read, mail.staff_id ?? 0)
    const firm = await findFirm(app.db.read)
    if (!person || !firm) return 'nobody there'
    const w = mailWords[template].letter[mail.language]
    return letter(mail.language, w.subject(firm.name), w.text(person.name, firm.name).split('\n\n'))
  },
})

export const factorMails = {
  'second factor set up': mailOf('second factor set up'),
  'second factor removed': mailOf('second factor removed'),
  'second factor reset': mailOf('second factor reset'),
  'recovery code used': mailOf('recovery code used'),
  'code refused': mailOf('code refused'),
} satisfies Record<Told, MailMaker>
