import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { emailKey } from '#src/platform/language/email.ts'
import type { Vault } from '#src/platform/vault.ts'
import type { Role } from '#src/staff/rights.ts'
import { must } from '#src/staff/staff.ts'
import { authenticatorSince, findAuthenticator, takeCode } from './authenticator.ts'
import { findRecoveryCode, isRecoveryCode, recoveryCodesLeft, spendRecoveryCode } from './recovery.ts'
import { type Demand, isDemandedOf } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'second factor demanded': true
  }
}

/** From whom the firm asks a second factor. */
export async function findDemand(db: Db | Trx): Promise<Demand> {
  const firm = await db.selectFrom('firm').select('second_factor').where('id', '=', 1).executeTakeFirst()
  return firm?.second_factor ?? 'nobody'
}

/** Has the firm ask it from others. Who has none yet sets one up at their next sign-in. */
export async function setDemand(act: Act, demand: Demand): Promise<void> {
  await must(act, 'admin')
  const before = await findDemand(act.trx)
  if (before === demand) return
  await act.trx.updateTable('firm').set({ second_factor: demand }).where('id', '=', 1).execute()
  await record(act, { kind: 'second factor demanded', subject: '', changes: { second_factor: [before, demand] } })
}

/** What somebody is asked for after the password: a code where they have a factor, to set one up where the firm asks it of them. */
export async function stepAfterPassword(
  db: Db | Trx,
  person: { id: number; role: Role },
): Promise<'code' | 'set up' | 'none'> {
  if (await authenticatorSince(db, person.id)) return 'code'
  return isDemandedOf(await findDemand(db), person) ? 'set up' : 'none'
}

/** Under what the tries of somebody's codes are counted: another app is another secret to guess. */
export const countedAs = async (db: Db | Trx, { id, email }: { id: number; email: string }): Promise<string> =>
  `${emailKey(email)} ${await authenticatorSince(db, id)}`

/** What somebody's own page says of their second factor; `waiting` is the secret of an app that is being set up in this session. */
export async function ownFactor(
  db: Db,
  vault: Vault,
  person: { id: number; role: Role },
  sessionId: string,
  at: string,
) {
  const [authenticator, codesLeft, demand] = await Promise.all([
    findAuthenticator(db, vault, { staffId: person.id, by: sessionId }, at),
    recoveryCodesLeft(db, person.id),
    findDemand(db),
  ])
  return { ...authenticator, codesLeft, isDemanded: isDemandedOf(demand, person) }
}

/** A code as somebody typed it: of the app, or one of those for recovery. */
interface TypedCode {
  code: string
  recoveryId: number | null
}

/** A code without what people and phones put between its signs. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]+/g, '').toUpperCase()

/** Reads a typed code. To compare one for recovery takes as long as to compare a password: before any transaction. */
export async function readCode(db: Db, staffId: number, typed: string): Promise<TypedCode> {
  const code = plainCode(typed)
  return { code, recoveryId: isRecoveryCode(code) ? await findRecoveryCode(db, staffId, code) : null }
}

/** Whether the code is right and was not used before; it is used by that. */
export const takeTypedCode = (act: Act, person: { id: number; name: string }, { code, recoveryId }: TypedCode) =>
  recoveryId === null ? takeCode(act, person.id, code) : spendRecoveryCode(act, person, recoveryId)
