import type { Db, Trx } from '#src/platform/db/database.ts'

/** Everybody who works here now and may see the account, by name: `accountsOf` read the other way round. */
export const peopleWhoSee = (db: Db | Trx, accountId: number) =>
  db
    .selectFrom('staff')
    .select(['id', 'name', 'email', 'language'])
    .where('deactivated_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('role', '!=', 'employee'),
        eb.exists(
          eb
            .selectFrom('account_team')
            .select('account_team.staff_id')
            .where('account_team.account_id', '=', accountId)
            .whereRef('account_team.staff_id', '=', 'staff.id'),
        ),
        eb.exists(
          eb
            .selectFrom('staff_right')
            .select('staff_right.staff_id')
            .whereRef('staff_right.staff_id', '=', 'staff.id')
            .where('staff_right.name', '=', 'view all accounts'),
        ),
      ]),
    )
    .orderBy('sort_name')
    .orderBy('id')
    .execute()

export type PersonWhoSees = Awaited<ReturnType<typeof peopleWhoSee>>[number]
