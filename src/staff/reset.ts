import { type Actor, perform, record } from '#src/audit/audit.ts'
import { queueMail, wasPostedRecently } from '#src/outbox/outbox.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Handler } from '#src/platform/queue/queue.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'password reset asked': true
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'forgotten password': ForgottenPassword
  }
}

/** Somebody asked for a new password: of whom, where the address is anybody's. */
export interface ForgottenPassword {
  staffId: number | null
  by: Actor
  /** That of the page on which they asked, for a person who has chosen none. */
  language: Language
}

/** Sends the link for a new password to somebody who has one, where none was sent just now. */
export const sendForgottenPassword: Handler<ForgottenPassword> = async (app, { staffId, by, language }) => {
  if (staffId === null) return
  await perform(app, by, async (act) => {
    const person = await act.trx
      .selectFrom('staff')
      .select(['name', 'email', 'language'])
      .where('id', '=', staffId)
      .where('password_hash', 'is not', null)
      .where('deactivated_at', 'is', null)
      .executeTakeFirst()
    if (!person) return
    const mail = { template: 'password reset', to: { staffId }, email: person.email } as const
    if (await wasPostedRecently(act, mail)) return
    await queueMail(act, { ...mail, language: person.language ?? language })
    await record({ ...act, by: { ...by, name: person.name } }, { kind: 'password reset asked', subject: person.name })
  })
}
