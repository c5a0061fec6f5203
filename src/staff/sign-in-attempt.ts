import { type Generated, sql } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { hashToken, newToken } from '#src/platform/web/sessions.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    sign_in_attempt: {
      /** SHA-256 of the token that the cookie carries. */
      id: string
      staff_id: number
      /** The path to go on to once they are in. */
      next: string
      /** How many codes were wrong. */
      wrong: Generated<number>
      expires_at: string
    }
  }
}

/** How long somebody may take between the password and the second factor. */
const minutes = 10
/** How many wrong codes an attempt bears: the next begins with the password again. */
const mostWrong = 5

/** Begins an attempt of somebody whose first factor was right; gives the token for the cookie, which is stored nowhere. */
export async function beginAttempt(
  act: Act,
  staffId: number,
  next: string,
): Promise<{ id: string; token: string; seconds: number }> {
  const token = newToken()
  const seconds = minutes * 60
  const expires_at = new Date(Date.parse(act.at) + seconds * 1000).toISOString()
  const id = hashToken(token)
  await act.trx.insertInto('sign_in_attempt').values({ id, staff_id: staffId, next, expires_at }).execute()
  return { id, token, seconds }
}

/** The attempt that a cookie's token stands for, with its person; undefined where there is none, it took too long or went wrong too often. */
export const findAttempt = (db: Db | Trx, token: string | undefined, now: string) =>
  token === undefined
    ? undefined
    : db
        .selectFrom('sign_in_attempt as attempt')
        .innerJoin('staff', 'staff.id', 'attempt.staff_id')
        .select(['attempt.id as attemptId', 'attempt.next', 'staff.id', 'staff.name', 'staff.email', 'staff.role'])
        .where('attempt.id', '=', hashToken(token))
        .where('attempt.expires_at', '>', now)
        .where('attempt.wrong', '<', mostWrong)
        .where('staff.deactivated_at', 'is', null)
        .executeTakeFirst()

export type Attempt = NonNullable<Awaited<ReturnType<typeof findAttempt>>>

/** Counts a wrong code; gives whether it was the last that the attempt bears. */
export async function countWrong(app: App, { attemptId }: Attempt): Promise<boolean> {
  const counted = await app.db.write((trx) =>
    trx
      .updateTable('sign_in_attempt')
      .set({ wrong: sql`wrong + 1` })
      .where('id', '=', attemptId)
      .returning('wrong')
      .executeTakeFirst(),
  )
  return (counted?.wrong ?? mostWrong) >= mostWrong
}

/** Ends an attempt. False where another request has ended it: of two at once one gets in. */
export async function endAttempt(trx: Trx, { attemptId }: Attempt): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('sign_in_attempt').where('id', '=', attemptId).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Ends all that somebody has begun and not finished. */
export const endAttemptsOf = (trx: Trx, staffId: number) =>
  trx.deleteFrom('sign_in_attempt').where('staff_id', '=', staffId).execute()

/** Forgets those that nobody can finish any more. */
export const dropOldAttempts = (app: App) =>
  app.db.write((trx) =>
    trx.deleteFrom('sign_in_attempt').where('expires_at', '<=', app.clock().toISOString()).execute(),
  )
