import { findFirm } from '#src/firm/firm.ts'
import type { Composed, MailTemplate, OutgoingMail } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import { mailWords } from '#views/staff/mail-words.ts'
import { issueToken, type TokenKind } from './tokens.ts'

type StaffTemplate = Extract<MailTemplate, 'invitation' | 'password reset'>
export const isStaffMail = (template: MailTemplate): template is StaffTemplate => template in tokenKindOf

export const tokenKindOf: Record<StaffTemplate, TokenKind> = { invitation: 'invitation', 'password reset': 'reset' }
const pathOf: Record<TokenKind, string> = { invitation: '/invitation/', reset: '/password-reset/' }

export const linkFor = (app: App, kind: TokenKind, token: string): string =>
  `${app.config.publicUrl}${pathOf[kind]}${token}`

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The text of a mail to one of the staff, with a link made for this sending alone. */
export async function composeStaffMail(app: App, mail: OutgoingMail): Promise<Composed | null> {
  const person = await app.db.read
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('id', '=', mail.staff_id ?? 0)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  const firm = await findFirm(app.db.read)
  if (!person || !firm) return null
  const kind = tokenKindOf[mail.template as StaffTemplate]
  const token = await app.db.write((trx) => issueToken(trx, person.id, kind, app.clock().toISOString()))
  const w = mailWords[mail.language][kind]
  const link = linkFor(app, kind, token)
  const text = w.text(person.name, firm.name, link)
  const html = text
    .split('\n\n')
    .map((part) => (part === link ? `<p><a href="${link}">${link}</a></p>` : `<p>${escaped(part)}</p>`))
    .join('\n')
  return { subject: w.subject(firm.name), text, html }
}
