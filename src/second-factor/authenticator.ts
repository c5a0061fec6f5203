import type { Generated } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Home, Vault } from '#src/platform/vault.ts'
import { endSessionsOf } from '#src/staff/sessions.ts'
import { endAttemptsOf } from '#src/staff/sign-in-attempt.ts'
import { tellOf } from './mails.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'second factor set up': true
    'second factor removed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    authenticator: {
      id: Generated<number>
      staff_id: number
      /** Base32, sealed; '' until the first code was right. */
      secret: Generated<string>
      /** One that is being set up, sealed: it takes the other's place once a code of it was right. */
      waiting: Generated<string>
      /** The session, or the attempt to sign in, that is setting it up: nobody else sees it, nor finishes it. */
      waiting_for: Generated<string>
      waiting_until: Generated<string>
      /** Of the last code that was taken, counted in steps of 30 seconds since 1970: none is taken twice. */
      last_step: Generated<number>
      confirmed_at: string | null
    }
  }
}

declare module '#src/platform/vault.ts' {
  interface Homes {
    'authenticator.secret': [id: number]
    'authenticator.waiting': [id: number]
  }
}

/** The seconds for which a code is shown (RFC 6238, its default), and how many steps before and after are taken as well. */
const period = 30
const steps = 1
/** How long an app may take to be set up. */
const setupMinutes = 15

export const authenticatorHome = (column: 'secret' | 'waiting', id: number): Home => [`authenticator.${column}`, id]

const totp = (secret: string, issuer = '', label = '') =>
  new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) })

/** How the app on a phone is told a secret, as a QR code says it (the key URI that authenticator apps agree on). */
export const keyUri = (secret: string, firm: string, email: string): string => totp(secret, firm, email).toString()

const rowOf = (db: Db | Trx, staffId: number) =>
  db.selectFrom('authenticator').selectAll().where('staff_id', '=', staffId).executeTakeFirst()

/** Since when somebody signs in with an app; null where they don't. */
export const authenticatorSince = async (db: Db | Trx, staffId: number): Promise<string | null> =>
  (await rowOf(db, staffId))?.confirmed_at ?? null

/** Who sets an app up: whose it is to be, and the session or the attempt to sign in that began it. */
export interface Setup {
  staffId: number
  by: string
}

const waitingIn = (vault: Vault, row: Awaited<ReturnType<typeof rowOf>>, by: string, at: string): string | null =>
  row?.waiting && row.waiting_for === by && row.waiting_until > at
    ? vault.open(row.waiting, authenticatorHome('waiting', row.id))
    : null

/** Since when somebody signs in with an app, and the secret in Base32 of one that is being set up; null where there is none. */
export async function findAuthenticator(db: Db, vault: Vault, { staffId, by }: Setup, at: string) {
  const row = await rowOf(db, staffId)
  return { since: row?.confirmed_at ?? null, waiting: waitingIn(vault, row, by, at) }
}

/** Whether a code is one of a secret now. */
export const isCodeOf = (secret: string | null, code: string, at: string): boolean => stepOf(secret, code, at) !== null

/** Makes a secret of 160 bits (RFC 4226) that waits for its first code. The one that is in use stays in use. */
export async function beginSetup(act: Act, { staffId, by }: Setup): Promise<void> {
  await locked(act.trx, 'staff', staffId)
  await act.trx
    .insertInto('authenticator')
    .values({ staff_id: staffId, confirmed_at: null })
    .onConflict((conflict) => conflict.column('staff_id').doNothing())
    .execute()
  const { id } = (await rowOf(act.trx, staffId))!
  const waiting = act.vault.seal(new Secret({ size: 20 }).base32, authenticatorHome('waiting', id))
  const waiting_until = new Date(Date.parse(act.at) + setupMinutes * 60_000).toISOString()
  await act.trx
    .updateTable('authenticator')
    .set({ waiting, waiting_for: by, waiting_until })
    .where('id', '=', id)
    .execute()
}

/** The step of a code that is right about now, or null. Spaces in it are nothing. */
function stepOf(secret: string | null, code: string, at: string): number | null {
  if (!secret || !/^\d{6}$/.test(code)) return null
  const timestamp = Date.parse(at)
  const delta = totp(secret).validate({ token: code, timestamp, window: steps })
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta
}

/** Has the secret that waits take the other's place, where the code is one of it. Gives whether it is; every other session and attempt ends. */
export async function finishSetup(
  act: Act,
  person: { id: number; name: string },
  by: string,
  code: string,
): Promise<boolean> {
  await locked(act.trx, 'staff', person.id)
  const row = await rowOf(act.trx, person.id)
  const secret = waitingIn(act.vault, row, by, act.at)
  const step = stepOf(secret, code, act.at)
  if (!row || !secret || step === null) return false
  await act.trx
    .updateTable('authenticator')
    .set({
      secret: act.vault.seal(secret, authenticatorHome('secret', row.id)),
      waiting: '',
      waiting_for: '',
      last_step: step,
      confirmed_at: act.at,
    })
    .where('id', '=', row.id)
    .execute()
  await endSessionsOf(act.trx, person.id, by)
  await endAttemptsOf(act.trx, person.id)
  await record(act, { kind: 'second factor set up', subject: person.name })
  await tellOf(act, person.id, 'second factor set up')
  return true
}

/** Whether the code is one of the person's app now, and was not taken before; it is taken by that (RFC 6238, section 5.2). */
export async function takeCode(act: Act, staffId: number, code: string): Promise<boolean> {
  await locked(act.trx, 'staff', staffId)
  const row = await rowOf(act.trx, staffId)
  if (!row?.secret) return false
  const step = stepOf(act.vault.open(row.secret, authenticatorHome('secret', row.id)), code, act.at)
  if (step === null || step <= row.last_step) return false
  await act.trx.updateTable('authenticator').set({ last_step: step }).where('id', '=', row.id).execute()
  return true
}

/** Takes away somebody's app and their recovery codes. */
export async function removeFactor(act: Act, person: { id: number; name: string }): Promise<void> {
  await locked(act.trx, 'staff', person.id)
  await act.trx.deleteFrom('authenticator').where('staff_id', '=', person.id).execute()
  await act.trx.deleteFrom('recovery_code').where('staff_id', '=', person.id).execute()
  await record(act, { kind: 'second factor removed', subject: person.name })
}
