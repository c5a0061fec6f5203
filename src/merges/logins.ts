import { requireOpening } from '#src/accounts/opens.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { endClientSessionsOf } from '#src/portal/sessions.ts'
import { endResetTokens } from '#src/portal/tokens.ts'
import type { Two } from './merge.ts'
import { findRows, type Row } from './move.ts'

/** Which login stays where both have one, and what becomes of what the other's opens. */
export interface LoginChoice {
  stays: number
  others: 'moved' | 'ended'
}

/** The accounts that the logins of these contacts open. */
export async function openedBy(db: Db | Trx, contactIds: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select('portal_access.account_id')
    .where('portal_login.contact_id', 'in', contactIds)
    .execute()
  return rows.map((row) => row.account_id)
}

/** The loser's logins are the winner's from now on. */
export async function moveLogins({ act, move, winner, loser }: Two): Promise<void> {
  for (const login of await findRows(act.trx, 'portal_login', { contact_id: loser.id }))
    await move.change('portal_login', ['id'], login, { contact_id: winner.id }, ['email'])
}

/**
 * Closes the logins of whoever's login does not stay: what they open is opened by the one that stays, or by none, their sessions
 * end, and LOGIN of their addresses goes off with it. The login itself is kept, with its visits: it opens nothing. Whoever chooses that
 * must be one to say who gets into every account of either: throws NotYoursToOpen.
 */
export async function foldLogins(two: Two, { stays, others }: LoginChoice): Promise<void> {
  const { act, move, winner, loser } = two
  const logins = await findRows(act.trx, 'portal_login', { contact_id: winner.id })
  await requireOpening(act, await openedBy(act.trx, [winner.id]))
  const moved = new Set(
    move.moves
      .filter((one) => one.table === 'portal_login' && one.was?.contact_id === loser.id)
      .map((one) => one.key.id),
  )
  const kept = logins.find((login) => login.id === stays)
  if (!kept) throw notFound()
  const folded = logins.filter((login) => moved.has(login.id!) !== moved.has(kept.id!))
  for (const login of folded) {
    for (const access of await findRows(act.trx, 'portal_access', { login_id: login.id! })) {
      await move.remove('portal_access', accessKey, access)
      await switchLogin(two, access, login, 0)
      if (others === 'ended') continue
      await openWith(two, access, kept)
    }
    // Not to be undone: whoever is signed in with it signs in again.
    await endClientSessionsOf(act.trx, Number(login.id))
    await endResetTokens(act.trx, Number(login.id))
  }
}

const accessKey = ['account_id', 'login_id']

async function openWith(two: Two, access: Row, kept: Row): Promise<void> {
  const { act, move } = two
  const key = { account_id: access.account_id!, login_id: kept.id! }
  if ((await findRows(act.trx, 'portal_access', key)).length === 0)
    await move.add('portal_access', accessKey, { ...key, created_at: act.at })
  await switchLogin(two, access, kept, 1)
}

/** LOGIN of the address that a login was made with, on the account of an access. */
async function switchLogin({ act, move, winner }: Two, access: Row, login: Row, wanted: 0 | 1): Promise<void> {
  const key = { contact_id: winner.id, email_key: login.email_key! }
  const [address] = await findRows(act.trx, 'address', key)
  if (!address) return
  const place = { account_id: access.account_id!, address_id: address.id! }
  const [setting] = await findRows(act.trx, 'address_setting', place)
  if (setting) await move.change('address_setting', ['account_id', 'address_id'], setting, { login: wanted })
  else if (wanted)
    await move.add('address_setting', ['account_id', 'address_id'], {
      ...place,
      login: 1,
      notify: 0,
      sync: 0,
      signer: 0,
      preferences: '{}',
      version: 1,
    })
}
