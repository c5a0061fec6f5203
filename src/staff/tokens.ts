import type { Act } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { hashToken, newToken } from '#src/platform/web/sessions.ts'

export const tokenKinds = ['invitation', 'reset'] as const
export type TokenKind = (typeof tokenKinds)[number]

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    staff_token: {
      /** SHA-256 of the token that the link carries. */
      hash: string
      staff_id: number
      kind: TokenKind
      created_at: string
      expires_at: string
      used_at: string | null
    }
  }
}

const hours: Record<TokenKind, number> = { invitation: 14 * 24, reset: 2 }

/** Makes the token of a link: it works once and for 14 days (an invitation) or two hours (a reset). Earlier ones of the kind die. */
export async function issueToken(trx: Trx, staffId: number, kind: TokenKind, at: string): Promise<string> {
  await endTokens(trx, staffId, kind)
  const token = newToken()
  const expires = new Date(Date.parse(at) + hours[kind] * 3_600_000).toISOString()
  await trx
    .insertInto('staff_token')
    .values({ hash: hashToken(token), staff_id: staffId, kind, created_at: at, expires_at: expires, used_at: null })
    .execute()
  return token
}

/** Makes a person's links dead, of one kind or of both. */
export const endTokens = (trx: Trx, staffId: number, kind?: TokenKind) =>
  trx
    .deleteFrom('staff_token')
    .where('staff_id', '=', staffId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .execute()

/** Whose link this is. Throws 404 "link used" for one that is unknown, used or too old. */
export async function findToken(db: Db | Trx, token: string, kind: TokenKind, at: string) {
  const found = await db
    .selectFrom('staff_token')
    .innerJoin('staff', 'staff.id', 'staff_token.staff_id')
    .select(['staff_token.hash', 'staff.id', 'staff.name', 'staff.email', 'staff.role'])
    .where('staff_token.hash', '=', hashToken(token))
    .where('staff_token.kind', '=', kind)
    .where('staff_token.used_at', 'is', null)
    .where('staff_token.expires_at', '>', at)
    .where('staff.deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new Refusal(404, 'link used')
  return found
}

/** Uses a link up and gives its person. Of two who use it at once one gets "link used". */
export async function spendToken(act: Act, token: string, kind: TokenKind) {
  const person = await findToken(act.trx, token, kind, act.at)
  const { numUpdatedRows } = await act.trx
    .updateTable('staff_token')
    .set({ used_at: act.at })
    .where('hash', '=', person.hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal(404, 'link used')
  return person
}
