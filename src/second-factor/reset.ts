import type { Act } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { letter } from '#src/outbox/letter.ts'
import { type MailMaker, queueMail } from '#src/outbox/outbox.ts'
import type { Language } from '#src/platform/language/language.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { changeablePerson } from '#src/staff/person.ts'
import { endSessionsOf } from '#src/staff/sessions.ts'
import { endAttemptsOf } from '#src/staff/sign-in-attempt.ts'
import { findStaff } from '#src/staff/staff.ts'
import { mailWords, resetMailWords } from '#views/second-factor/mail-words.ts'
import { authenticatorSince, removeFactor } from './authenticator.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    'second factor reset': true
  }
}

/**
 * Takes away the second factor of somebody who has lost it, and ends their sessions: the password stays theirs, and they are told. Throws
 * Conflict where they have none.
 */
export async function resetFactor(act: Act, staffId: number, language: Language): Promise<void> {
  const person = await changeablePerson(act, staffId)
  if ((await authenticatorSince(act.trx, staffId)) === null) throw new Conflict(person)
  await removeFactor(act, person)
  await endAttemptsOf(act.trx, staffId)
  await endSessionsOf(act.trx, staffId)
  await queueMail(act, {
    template: 'second factor reset',
    to: { staffId },
    email: person.email,
    language: person.language ?? language,
  })
}

/** Tells somebody that their second factor is gone. */
export const factorResetMail: MailMaker = {
  words: resetMailWords,
  async compose(app, mail) {
    const person = await findStaff(app.db.read, mail.staff_id ?? 0)
    const firm = await findFirm(app.db.read)
    if (!person || !firm) return 'nobody there'
    const w = mailWords[mail.language]
    return letter(mail.language, w.subject(firm.name), w.text(person.name, firm.name).split('\n\n'))
  },
}
