import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { PortalState } from './rules.ts'

type Accounts = ExpressionBuilder<Tables, 'account'>

/** Whether somebody can log in, for a query over `account`. */
export const someoneCanLogIn = (eb: Accounts): Expression<SqlBool> =>
  eb.exists(eb.selectFrom('portal_access').select('login_id').whereRef('portal_access.account_id', '=', 'account.id'))

/** The accounts of which that is true, each once. */
export const accountsWithLogins = (db: Db | Trx) => db.selectFrom('portal_access').select('account_id').distinct()

/** Whether LOGIN is on for somebody, for a query over `account`. */
export const someoneMayLogIn = (eb: Accounts): Expression<SqlBool> =>
  eb.exists(
    eb
      .selectFrom('address_setting')
      .select('address_id')
      .whereRef('address_setting.account_id', '=', 'account.id')
      .where('address_setting.login', '=', 1),
  )

/** The accounts of which that is true, each once. */
export const accountsWithLoginsOn = (db: Db | Trx) =>
  db.selectFrom('address_setting').where('login', '=', 1).select('account_id').distinct()

/** The state as text, to select in a query over `account`: `select((eb) => portalStateOf(eb).as('portal'))`. */
export const portalStateOf = (eb: Accounts) =>
  eb
    .case()
    .when('account.archived_at', 'is not', null)
    .then(sql.lit('not activated'))
    .when(someoneCanLogIn(eb))
    .then(sql.lit('activated'))
    .when(someoneMayLogIn(eb))
    .then(sql.lit('pending'))
    .else(sql.lit('not activated'))
    .end()
    .$castTo<PortalState>()

/** Narrows a query over `account` to those of one state: `where((eb) => isInState(eb, 'pending'))`. */
export const isInState = (eb: Accounts, state: PortalState): Expression<SqlBool> => {
  const active = eb('account.archived_at', 'is', null)
  if (state === 'activated') return eb.and([active, someoneCanLogIn(eb)])
  if (state === 'pending') return eb.and([active, eb.not(someoneCanLogIn(eb)), someoneMayLogIn(eb)])
  return eb.or([
    eb('account.archived_at', 'is not', null),
    eb.and([eb.not(someoneCanLogIn(eb)), eb.not(someoneMayLogIn(eb))]),
  ])
}

const statesById = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('account')
    .select((eb) => portalStateOf(eb).as('state'))
    .where('account.id', '=', accountId),
)

/** The state of one account. */
export async function findPortalState(db: Db | Trx, accountId: number): Promise<PortalState> {
  const [row] = await statesById(db, accountId)
  return row?.state ?? 'not activated'
}
