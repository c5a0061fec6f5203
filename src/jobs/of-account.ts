import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'

const mostOffered = 200

/** A job as something else names it. */
export interface NamedJob {
  id: number
  name: string
}

/** The open jobs of an account, to be chosen from, the most urgent first; and one that was chosen already, whatever it has come to. */
export async function jobsToChoose(db: Db, accountId: number, chosen: number | null = null): Promise<NamedJob[]> {
  const offered = await db
    .selectFrom('job')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .orderBy('sort_due')
    .orderBy('id')
    .limit(mostOffered)
    .execute()
  if (chosen === null || offered.some((job) => job.id === chosen)) return offered
  const other = await db
    .selectFrom('job')
    .select(['id', 'name'])
    .where('id', '=', chosen)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return other ? [...offered, other] : offered
}

/** A job of that account, held so that it is there when something is given to it; null where it is gone or another account's. */
export async function lockedJobOf(
  trx: Trx,
  accountId: number,
  id: number | null | undefined,
): Promise<NamedJob | null> {
  if (id === null || id === undefined) return null
  await locked(trx, 'job', id)
  const job = await trx
    .selectFrom('job')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return job ?? null
}
