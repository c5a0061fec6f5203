import type { Act } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import type { MailMaker, MailTemplate, OutgoingMail } from '#src/outbox/outbox.ts'
import type { UnsentReason } from '#src/outbox/rules.ts'
import type { App } from '#src/platform/app.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { addressChangedMailWords, invitationMailWords, mailWords, resetMailWords } from '#views/staff/mail-words.ts'
import { findPerson } from './person.ts'
import { mayChange } from './rights.ts'
import { findStaff } from './staff.ts'
import { issueToken, type TokenKind } from './tokens.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    invitation: true
    'password reset': true
    'sign-in address changed': true
  }
}

type StaffTemplate = Extract<MailTemplate, 'invitation' | 'password reset'>

const tokenKindOf: Record<StaffTemplate, TokenKind> = { invitation: 'invitation', 'password reset': 'reset' }
const kindOf = (mail: OutgoingMail) => tokenKindOf[mail.template as StaffTemplate]
const pathOf: Record<TokenKind, string> = { invitation: '/invitation/', reset: '/password-reset/' }

const linkFor = (app: App, kind: TokenKind, token: string): string => `${app.config.publicUrl}${pathOf[kind]}${token}`

/** Makes the link of a mail, while its address is its person's and it is of use to them; or says why there is none any more. */
async function linkOf(trx: Trx, app: App, mail: OutgoingMail, at: string) {
  await locked(trx, 'staff', mail.staff_id ?? 0)
  const person = await trx
    .selectFrom('staff')
    .selectAll()
    .where('id', '=', mail.staff_id ?? 0)
    .executeTakeFirst()
  if (!person || person.deactivated_at) return 'nobody there'
  if (person.email_key !== emailKey(mail.email)) return 'address changed'
  const kind = kindOf(mail)
  if (kind === 'invitation' && person.password_hash) return 'invitation over'
  return { person, link: linkFor(app, kind, await issueToken(trx, person.id, kind, at)) }
}

/** The text of a mail to one of the staff, with a link made for this sending alone. */
async function compose(app: App, mail: OutgoingMail): Promise<Letter | UnsentReason> {
  const firm = await findFirm(app.db.read)
  if (!firm) return 'nobody there'
  const made = await app.db.write((trx) => linkOf(trx, app, mail, app.clock().toISOString()))
  if (typeof made === 'string') return made
  const { person, link } = made
  const w = mailWords[mail.language][kindOf(mail)]
  const parts = w.text(person.name, firm.name, link).split('\n\n')
  return letter(
    mail.language,
    w.subject(firm.name),
    parts.map((part) => (part === link ? { link } : part)),
  )
}

/** A link opens its person's account: only for those whom one may change anyhow, and never the owner's. */
async function freshLink(act: Act, app: App, mail: OutgoingMail): Promise<{ name: string; link: string }> {
  const person = await findPerson(act.trx, mail.staff_id)
  const asking = act.by.staffId === null ? undefined : await findStaff(act.trx, act.by.staffId)
  if (person.role === 'owner' || !mayChange(asking ?? null, person)) throw notAllowed()
  const made = await linkOf(act.trx, app, mail, act.at)
  if (typeof made === 'string') throw new Conflict(mail)
  return { name: person.name, link: made.link }
}

export const invitationMail: MailMaker = { words: invitationMailWords, compose, freshLink }
export const resetMail: MailMaker = { words: resetMailWords, compose, freshLink }

/** Tells somebody at the address that they signed in with that it is another now, and not which: that is not for whoever reads there. */
export const addressChangedMail: MailMaker = {
  words: addressChangedMailWords,
  isForOldAddress: true,
  async compose(app, mail) {
    const person = await findStaff(app.db.read, mail.staff_id ?? 0)
    const firm = await findFirm(app.db.read)
    if (!person || !firm) return 'nobody there'
    const w = mailWords[mail.language].changed
    return letter(mail.language, w.subject(firm.name), w.text(person.name, firm.name).split('\n\n'))
  },
}
