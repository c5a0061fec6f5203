import type { App } from '#src/platform/app.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { seesAccount } from './account.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** When a person last opened an account's profile. */
    account_opening: { staff_id: number; account_id: number; at: string }
  }
}

/** How long an opening counts as one with the next, in milliseconds: who goes to and fro writes nothing. */
const oneOpening = 5 * 60_000

/**
 * Keeps that a person has opened an account's profile, for their own list of those opened lately: no event of the audit trail. It is
 * written after the answer: what was opened in the last moment before a crash is not in the list, and nobody waits for the disk.
 */
export function rememberOpening(app: App, staffId: number, accountId: number): void {
  const now = app.clock()
  const at = now.toISOString()
  const before = new Date(now.getTime() - oneOpening).toISOString()
  app.afterwards.write(`opened ${staffId} ${accountId}`, (trx) =>
    trx
      .insertInto('account_opening')
      .columns(['staff_id', 'account_id', 'at'])
      // The account may be gone by then.
      .expression((eb) =>
        eb
          .selectFrom('account')
          .select((of) => [of.val(staffId).as('staff_id'), 'account.id', of.val(at).as('at')])
          .where('account.id', '=', accountId),
      )
      .onConflict((conflict) =>
        conflict.columns(['staff_id', 'account_id']).doUpdateSet({ at }).where('account_opening.at', '<=', before),
      )
      .execute(),
  )
}

const openings = prepared((db, staff: Reader, most: Placeholder<number>) =>
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
    .limit(most),
)

/** The accounts that a person has opened last, of those that they see, the latest first. One query. */
export async function openedLately({ db, afterwards }: Pick<App, 'db' | 'afterwards'>, staff: Staff, most: number) {
  // Who comes from a profile finds it here.
  await afterwards.written()
  return openings(db.read, staff, most)
}
