import type { Act } from '#src/audit/audit.ts'
import { plainName } from '#src/contacts/name.ts'
import { findFirm, firmDates } from '#src/firm/firm.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import type { MailMaker, OutgoingMail } from '#src/outbox/outbox.ts'
import type { UnsentReason } from '#src/outbox/rules.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { invitationMailWords, mailWords, resetMailWords } from '#views/portal/mail-words.ts'
import { accountsWithLogin } from './activation.ts'
import { expiryOf } from './invitation.ts'
import { accountsOfLogin, findLoginByEmail } from './login.ts'
import { issueInvitationToken, issueResetToken } from './tokens.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    'portal invitation': true
    'portal password reset': true
  }
}

const activationLink = (app: App, token: string) => `${app.config.publicUrl}/portal/activation/${token}`
const resetLink = (app: App, token: string) => `${app.config.publicUrl}/portal/password-reset/${token}`

const numberIn = (mail: OutgoingMail, name: string): number => Number(JSON.parse(mail.data)[name] ?? 0)

/** The invitation that a mail carries, for whom it is and the account that it speaks of; or why there is nothing to send any more. */
async function findInvited(db: Db | Trx, mail: OutgoingMail, at: string) {
  const invitation = await db
    .selectFrom('portal_invitation as invitation')
    .innerJoin('address', 'address.id', 'invitation.address_id')
    .innerJoin('contact', 'contact.id', 'address.contact_id')
    .selectAll('invitation')
    .select(['contact.first_name', 'contact.last_name', 'contact.company', 'contact.erased_at'])
    .where('invitation.id', '=', numberIn(mail, 'invitation'))
    .executeTakeFirst()
  if (!invitation || invitation.erased_at) return 'nobody there'
  const { used_at, revoked_at, email } = invitation
  if (used_at || revoked_at || expiryOf(invitation) <= at || (await findLoginByEmail(db, email)))
    return 'invitation over'
  const opened = (await accountsWithLogin(db, invitation.address_id)).filter((account) => !account.archived_at)
  const account = opened.find(({ id }) => id === invitation.account_id) ?? opened[0]
  return account ? { invitation, name: plainName(invitation, email), account: account.name } : 'nothing opens'
}

async function composeInvitation(app: App, mail: OutgoingMail): Promise<Letter | UnsentReason> {
  const at = app.clock().toISOString()
  const invited = await findInvited(app.db.read, mail, at)
  if (typeof invited === 'string') return invited
  const { invitation, name, account } = invited
  const firm = (await findFirm(app.db.read))!
  const token = await app.db.write((trx) => issueInvitationToken(trx, invitation, at))
  const w = mailWords[mail.language]
  const { time } = await firmDates(app.db.read)
  return letter(mail.language, w.invitation.subject(firm.name), [
    w.hello(name),
    w.invitation.intro(firm.name, account),
    ...(invitation.message ? [{ quote: invitation.message }] : []),
    w.invitation.choose,
    { link: activationLink(app, token) },
    w.invitation.lasts(time(expiryOf(invitation))),
  ])
}

/** The login that a mail is to give another password, and an account that it opens; or why there is nothing to send any more. */
async function findForgetful(db: Db | Trx, mail: OutgoingMail) {
  const login = await db
    .selectFrom('portal_login as login')
    .innerJoin('contact', 'contact.id', 'login.contact_id')
    .select(['login.id', 'login.email', 'contact.first_name', 'contact.last_name', 'contact.company'])
    .where('login.id', '=', numberIn(mail, 'login'))
    .where('contact.erased_at', 'is', null)
    .executeTakeFirst()
  if (!login) return 'nobody there'
  const [account] = await accountsOfLogin(db, login.id)
  return account ? { login, name: plainName(login, login.email), account: account.name } : 'nothing opens'
}

async function composeReset(app: App, mail: OutgoingMail): Promise<Letter | UnsentReason> {
  const forgetful = await findForgetful(app.db.read, mail)
  if (typeof forgetful === 'string') return forgetful
  const { login, name, account } = forgetful
  const firm = (await findFirm(app.db.read))!
  const token = await app.db.write((trx) => issueResetToken(trx, login.id, app.clock().toISOString()))
  const w = mailWords[mail.language]
  return letter(mail.language, w.reset.subject(firm.name), [
    w.hello(name),
    w.reset.intro(firm.name, account),
    { link: resetLink(app, token) },
    w.reset.lasts,
  ])
}

/** What is not sent any more has no link to hand over either. */
function stillWanted<T>(found: T | UnsentReason): T {
  if (typeof found === 'string') throw new Refusal(409, 'link not needed')
  return found as T
}

export const invitationMail: MailMaker = {
  words: invitationMailWords,
  compose: composeInvitation,
  async freshLink(act: Act, app: App, mail: OutgoingMail) {
    const { invitation, name } = stillWanted(await findInvited(act.trx, mail, act.at))
    return { name, link: activationLink(app, await issueInvitationToken(act.trx, invitation, act.at)) }
  },
}

export const resetMail: MailMaker = {
  words: resetMailWords,
  compose: composeReset,
  async freshLink(act: Act, app: App, mail: OutgoingMail) {
    const { login, name } = stillWanted(await findForgetful(act.trx, mail))
    return { name, link: resetLink(app, await issueResetToken(act.trx, login.id, act.at)) }
  },
}
