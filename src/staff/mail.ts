import { type Act, record } from '#src/audit/audit.ts'
import { type MailMaker, type OutgoingMail, tryAgain } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import { must } from './staff.ts'

/** Makes the link of a mail anew, for an admin to hand over; gives whom it is for. */
export async function showLink(act: Act, app: App, mail: OutgoingMail, freshLink: NonNullable<MailMaker['freshLink']>) {
  await must(act, 'admin')
  const made = await freshLink(act, app, mail)
  await record(act, { kind: 'link shown', contactId: mail.contact_id ?? undefined, subject: made.name })
  return made
}

/** Has a mail that was held or failed tried once more, for an admin. */
export async function sendAgain(act: Act, mail: Pick<OutgoingMail, 'id' | 'email'>): Promise<void> {
  await must(act, 'admin')
  await tryAgain(act, mail.id)
  await record(act, { kind: 'mail tried again', subject: mail.email })
}
