import type { Act } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { hashToken, newToken } from '#src/platform/web/sessions.ts'
import { expiryOf } from './invitation.ts'
import { accountsOfLogin } from './login.ts'
import { UnusableLink } from './no-way-in.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** A link into the portal that was sent, or shown to an admin: of an invitation, or of a login that gets a new password. */
    portal_token: {
      /** SHA-256 of the token that the link carries. */
      hash: string
      kind: 'invitation' | 'reset'
      invitation_id: number | null
      login_id: number | null
      created_at: string
      expires_at: string
      used_at: string | null
    }
  }
}

const hour = 3_600_000
const resetHours = 2
/** How long a link that is too old is told from one that never was. */
const keptDays = 30

const issue = async (
  trx: Trx,
  of: { invitation_id: number } | { login_id: number },
  at: string,
  expires_at: string,
) => {
  const token = newToken()
  await trx
    .insertInto('portal_token')
    .values({
      invitation_id: null,
      login_id: null,
      ...of,
      hash: hashToken(token),
      kind: 'invitation_id' in of ? 'invitation' : 'reset',
      created_at: at,
      expires_at,
      used_at: null,
    })
    .execute()
  return token
}

/** Makes the token of an invitation's link; an earlier one of the same invitation dies. It lives as long as the invitation does. */
export async function issueInvitationToken(
  trx: Trx,
  invitation: { id: number; created_at: string },
  at: string,
): Promise<string> {
  await trx.deleteFrom('portal_token').where('invitation_id', '=', invitation.id).execute()
  return issue(trx, { invitation_id: invitation.id }, at, expiryOf(invitation))
}

/** Makes the token of a link for a new password: it works once and for two hours. Earlier ones of the login die. */
export async function issueResetToken(trx: Trx, loginId: number, at: string): Promise<string> {
  await endResetTokens(trx, loginId)
  return issue(trx, { login_id: loginId }, at, new Date(Date.parse(at) + resetHours * hour).toISOString())
}

/** Makes the links for a new password of a login that were not used dead. */
export const endResetTokens = (trx: Trx, loginId: number) =>
  trx.deleteFrom('portal_token').where('login_id', '=', loginId).where('used_at', 'is', null).execute()

/** Whose link for a new password this is. Throws NoWayIn. */
export async function findReset(db: Db | Trx, token: string, at: string) {
  const found = await db
    .selectFrom('portal_token as token')
    .innerJoin('portal_login as login', 'login.id', 'token.login_id')
    .innerJoin('contact', 'contact.id', 'login.contact_id')
    .select(['token.hash', 'token.used_at', 'token.expires_at'])
    .select(['login.id', 'login.contact_id', 'login.email', 'login.language'])
    .select(['contact.display_name', 'contact.language as contact_language'])
    .where('token.hash', '=', hashToken(token))
    .where('token.kind', '=', 'reset')
    .executeTakeFirst()
  if (!found) throw new UnusableLink('unknown')
  if (found.used_at) throw new UnusableLink('used')
  if (found.expires_at <= at) throw new UnusableLink('too old')
  if ((await accountsOfLogin(db, found.id)).length === 0) throw new UnusableLink('closed')
  return found
}

/** Uses a link for a new password up. Of two at once one gets NoWayIn "used". */
export async function spendReset(act: Act, hash: string): Promise<void> {
  const { numUpdatedRows } = await act.trx
    .updateTable('portal_token')
    .set({ used_at: act.at })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new UnusableLink('used')
}

/** Drops links that have been too old for so long that nobody has to be told. */
export async function dropExpiredTokens(app: App): Promise<void> {
  const before = new Date(app.clock().getTime() - keptDays * 24 * hour).toISOString()
  await app.db.write((trx) => trx.deleteFrom('portal_token').where('expires_at', '<', before).execute())
}
