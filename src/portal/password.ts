import { type Act, record } from '#src/audit/audit.ts'
import { endClientSessionsOf } from './sessions.ts'
import { endResetTokens, findReset, spendReset } from './tokens.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'portal password changed': true
  }
}

/** Gives a login another password: its sessions end, but for the one that is named, and so do links for a new password. */
export async function setClientPassword(
  act: Act,
  login: { id: number; contact_id: number; email: string },
  passwordHash: string,
  except?: string,
): Promise<void> {
  await act.trx.updateTable('portal_login').set({ password_hash: passwordHash }).where('id', '=', login.id).execute()
  await endClientSessionsOf(act.trx, login.id, except)
  await endResetTokens(act.trx, login.id)
  await record(act, { kind: 'portal password changed', contactId: login.contact_id, subject: login.email })
}

/** Gives the login of a link another password, which uses the link up; gives the login's number. Throws NoWayIn. */
export async function resetClientPassword(act: Act, token: string, passwordHash: string): Promise<number> {
  const login = await findReset(act.trx, token, act.at)
  await spendReset(act, login.hash)
  await setClientPassword(act, login, passwordHash)
  return login.id
}
