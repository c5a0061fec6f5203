import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { tryWrite } from '#src/platform/db/try-write.ts'
import type { Staff } from '#src/staff/staff.ts'
import { seesAccount } from './account.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** When a person last opened an account's profile. */
    account_opening: { staff_id: number; account_id: number; at: string }
  }
}

/** How long an opening counts as one with the next, in milliseconds: who goes to and fro writes nothing. */
const oneOpening = 5 * 60_000

/** Keeps that a person has opened an account's profile, for their own list of those opened lately: no event of the audit trail. */
export async function rememberOpening(app: App, staffId: number, accountId: number): Promise<void> {
  const now = app.clock()
  const last = await app.db.read
    .selectFrom('account_opening')
    .select('at')
    .where('staff_id', '=', staffId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (last && now.getTime() - Date.parse(last.at) < oneOpening) return
  const at = now.toISOString()
  await tryWrite(app, (trx) =>
    trx
      .insertInto('account_opening')
      .values({ staff_id: staffId, account_id: accountId, at })
      .onConflict((conflict) => conflict.columns(['staff_id', 'account_id']).doUpdateSet({ at }))
      .execute(),
  )
}

/** The accounts that a person has opened last, of those that they see, the latest first. One query. */
export const openedLately = (db: Db, staff: Staff, most: number) =>
  db
    .selectFrom('account_opening as lately')
    .innerJoin('account', 'account.id', 'lately.account_id')
    .where('lately.staff_id', '=', staff.id)
    .where(seesAccount(staff, 'account.id'))
    .select([
      'account.id',
      'account.name',
      'account.short_id',
      'account.archived_at',
      'account.photo_small',
      'lately.at',
    ])
    .orderBy('lately.at', 'desc')
    .orderBy('lately.account_id', 'desc')
    .limit(most)
    .execute()
