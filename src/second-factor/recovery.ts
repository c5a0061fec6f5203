import { randomInt } from 'node:crypto'
import type { Generated } from 'kysely'
import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { hashPassword, isPasswordOf } from '#src/staff/password.ts'
import { tellOf } from './mails.ts'
import { recoveryCodeCount } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'recovery codes made': true
    'recovery code used': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    recovery_code: {
      id: Generated<number>
      staff_id: number
      /** Its first sign: which of the person's codes it is, so that one hash is compared and not ten. */
      place: number
      hash: string
      used_at: string | null
    }
  }
}

// Without what is taken for another: no I, L, O, U, no 0 and 1. Twelve of 30 signs are 58 bits (ASVS 5, 6.5.2 asks for 49 in the spirit of NIST).
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

const newCode = (place: number): string =>
  `${place}${Array.from({ length }, () => signs[randomInt(signs.length)]).join('')}`

/** As a code is shown: in groups that one can write down. */
export const grouped = (code: string): string => code.replace(/^(.)(.{4})(.{4})(.{4})$/, '$1-$2-$3-$4')

export const isRecoveryCode = (code: string): boolean => /^\d[2-9A-Z]{12}$/.test(code)

/** New codes with their hashes, which take time: made before the transaction that keeps them. */
export async function makeRecoveryCodes(): Promise<{ code: string; hash: string }[]> {
  const codes = Array.from({ length: recoveryCodeCount }, (_, place) => newCode(place))
  const made: { code: string; hash: string }[] = []
  for (const code of codes) made.push({ code, hash: await hashPassword(code) })
  return made
}

/** Keeps these as the person's codes. Those that they had are worth nothing any more. */
export async function keepRecoveryCodes(
  act: Act,
  person: { id: number; name: string },
  made: readonly { hash: string }[],
): Promise<void> {
  await act.trx.deleteFrom('recovery_code').where('staff_id', '=', person.id).execute()
  await act.trx
    .insertInto('recovery_code')
    .values(made.map(({ hash }, place) => ({ staff_id: person.id, place, hash, used_at: null })))
    .execute()
  await record(act, { kind: 'recovery codes made', subject: person.name })
}

/** How many of their codes somebody has not used yet. */
export async function recoveryCodesLeft(db: Db | Trx, staffId: number): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The row of a code that is one of the person's and not used yet; null otherwise, after as long. */
export async function findRecoveryCode(db: Db, staffId: number, code: string): Promise<number | null> {
  const row = await db
    .selectFrom('recovery_code')
    .select(['id', 'hash'])
    .where('staff_id', '=', staffId)
    .where('place', '=', Number(code[0]))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return (await isPasswordOf(row?.hash, code)) ? row!.id : null
}

/** Uses a code up. False where somebody was quicker. */
export async function spendRecoveryCode(
  act: Act,
  person: { id: number; name: string },
  codeId: number,
): Promise<boolean> {
  const { numUpdatedRows } = await act.trx
    .updateTable('recovery_code')
    .set({ used_at: act.at })
    .where('id', '=', codeId)
    .where('staff_id', '=', person.id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await record(act, { kind: 'recovery code used', subject: person.name })
  await tellOf(act, person.id, 'recovery code used')
  return true
}
