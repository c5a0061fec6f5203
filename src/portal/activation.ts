import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { emailKey } from '#src/platform/language/email.ts'
import type { Language } from '#src/platform/language/language.ts'
import { hashToken } from '#src/platform/web/sessions.ts'
import { findLoginByEmail, openAccess } from './login.ts'
import { UnusableLink } from './no-way-in.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'portal activated': true
  }
}

/** The accounts on which LOGIN is on for an address, by name, archived ones too. */
export const accountsWithLogin = (db: Db | Trx, addressId: number) =>
  db
    .selectFrom('address_setting')
    .innerJoin('account', 'account.id', 'address_setting.account_id')
    .select(['account.id', 'account.name', 'account.archived_at'])
    .where('address_setting.address_id', '=', addressId)
    .where('address_setting.login', '=', 1)
    .orderBy('account.sort_name')
    .orderBy('account.id')
    .execute()

const findSent = async (db: Db | Trx, token: string) => {
  const sent = await db
    .selectFrom('portal_token as token')
    .innerJoin('portal_invitation as invitation', 'invitation.id', 'token.invitation_id')
    .innerJoin('address', 'address.id', 'invitation.address_id')
    .innerJoin('contact', 'contact.id', 'address.contact_id')
    .select(['token.expires_at', 'invitation.id', 'invitation.email', 'invitation.used_at', 'invitation.revoked_at'])
    .select(['invitation.address_id', 'contact.id as contact_id', 'contact.display_name', 'contact.language'])
    .where('token.hash', '=', hashToken(token))
    .executeTakeFirst()
  if (!sent) throw new UnusableLink('unknown')
  return sent
}

/** What an invitation's link is for: for whom, and which accounts it is to open. Throws NoWayIn. */
export async function findActivation(db: Db | Trx, token: string, at: string) {
  const sent = await findSent(db, token)
  if (sent.used_at) throw new UnusableLink('used')
  if (sent.revoked_at) throw new UnusableLink('revoked')
  if (sent.expires_at <= at) throw new UnusableLink('too old')
  const login = await findLoginByEmail(db, sent.email)
  if (login) throw new UnusableLink(login.contact_id === sent.contact_id ? 'has login' : 'taken')
  const accounts = await accountsWithLogin(db, sent.address_id)
  const opened = accounts.filter((account) => !account.archived_at)
  if (opened.length === 0) throw new UnusableLink('closed')
  return { ...sent, accounts, opened }
}

export type Activation = Awaited<ReturnType<typeof findActivation>>

/** What somebody chooses when they make their login; no language is the contact's. */
export interface Chosen {
  passwordHash: string
  language: Language | null
}

/** Holds what decides who opens what: the accounts, then the address, in the order in which a switch holds them. */
async function holdOpening(trx: Trx, addressId: number): Promise<void> {
  const accounts = await accountsWithLogin(trx, addressId)
  for (const { id } of accounts.toSorted((a, b) => a.id - b.id)) await locked(trx, 'account', id)
  await locked(trx, 'address', addressId)
}

/**
 * Makes the login of an invitation, which uses it up; gives its number. It opens every account on which LOGIN is on for the address.
 * Throws NoWayIn, of two at once for one; fails on the unique address where another contact's login is made at the same moment.
 */
export async function activate(act: Act, token: string, chosen: Chosen): Promise<number> {
  await holdOpening(act.trx, (await findSent(act.trx, token)).address_id)
  return makeLogin(act, await findActivation(act.trx, token, act.at), chosen)
}

/** Makes the login of an invitation that can be used. */
export async function makeLogin(
  act: Act,
  invitation: Pick<Activation, 'id' | 'email' | 'contact_id' | 'accounts'>,
  chosen: Chosen,
): Promise<number> {
  const { numUpdatedRows } = await act.trx
    .updateTable('portal_invitation')
    .set({ used_at: act.at })
    .where('id', '=', invitation.id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new UnusableLink('used')
  const { email, contact_id } = invitation
  const { id } = await act.trx
    .insertInto('portal_login')
    .values({
      contact_id,
      email,
      email_key: emailKey(email),
      password_hash: chosen.passwordHash,
      language: chosen.language,
      created_at: act.at,
      last_login_at: null,
      last_user_agent: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const account of invitation.accounts) {
    await openAccess(act, account.id, id)
    await record(act, {
      kind: 'portal activated',
      accountId: account.id,
      contactId: contact_id,
      subject: account.name,
      changes: { address: [null, email] },
    })
  }
  return id
}
