import type { Act } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import type { MailMaker, MailTemplate, OutgoingMail, UnsentReason } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { mailWords } from '#views/staff/mail-words.ts'
import { findPerson, mayChange } from './person.ts'
import { findStaff } from './staff.ts'
import { issueToken, type TokenKind } from './tokens.ts'

type StaffTemplate = Extract<MailTemplate, 'invitation' | 'password reset'>

const tokenKindOf: Record<StaffTemplate, TokenKind> = { invitation: 'invitation', 'password reset': 'reset' }
const kindOf = (mail: OutgoingMail) => tokenKindOf[mail.template as StaffTemplate]
const pathOf: Record<TokenKind, string> = { invitation: '/invitation/', reset: '/password-reset/' }

const linkFor = (app: App, kind: TokenKind, token: string): string => `${app.config.publicUrl}${pathOf[kind]}${token}`

/** The text of a mail to one of the staff, with a link made for this sending alone. */
async function compose(app: App, mail: OutgoingMail): Promise<Letter | UnsentReason> {
  const person = await app.db.read
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('id', '=', mail.staff_id ?? 0)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  const firm = await findFirm(app.db.read)
  if (!person || !firm) return 'nobody there'
  const kind = kindOf(mail)
  const token = await app.db.write((trx) => issueToken(trx, person.id, kind, app.clock().toISOString()))
  const w = mailWords[mail.language][kind]
  const link = linkFor(app, kind, token)
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
  if (person.deactivated_at) throw new Conflict(mail)
  if (mail.template === 'invitation' && person.password_hash) throw new Conflict(mail)
  const token = await issueToken(act.trx, person.id, kindOf(mail), act.at)
  return { name: person.name, link: linkFor(app, kindOf(mail), token) }
}

export const staffMail: MailMaker = { compose, freshLink }
