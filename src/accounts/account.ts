import { type Expression, type ExpressionBuilder, type Generated, type Selectable, type SqlBool, sql } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { hook } from '#src/platform/hook.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import type { Findable } from '#src/search/folded.ts'
import { dropFindable, setFindable } from '#src/search/search.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { authorOf, must, type Reader, type Staff } from '#src/staff/staff.ts'
import type { AccountType } from './rules.ts'
import { nextShortId } from './short-id.ts'
import { taxKey } from './tax-id.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'account created': true
    'account changed': true
    'account archived': true
    'account reactivated': true
    'account deleted': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    account: {
      id: Generated<number>
      short_id: string
      name: string
      sort_name: string
      type: AccountType
      company_name: string
      company_street: string
      company_city: string
      company_postcode: string
      company_region: string
      company_country: string
      /** ISO 3166-1 alpha-2, or '' where it is not known. */
      tax_country: string
      tax_id: string
      /** The tax ID as it is matched: letters and digits alone. */
      tax_key: string
      created_at: string
      archived_at: string | null
      /** The file of the square photo, small for lists and large for the profile; null where there is none. */
      photo_small: Generated<string | null>
      photo_large: Generated<string | null>
      /** Whom of its contacts somebody chose as the one to turn to; null where nobody has. */
      primary_contact_id: Generated<number | null>
      version: Generated<number>
    }
    /** What lists sort and filter by but is derived. Written by the verb that changes it, compared by the doctor. */
    account_summary: {
      account_id: number
      /** The newest portal login of any of its clients, or ''. */
      last_login_at: Generated<string>
    }
  }
}

declare module '#src/staff/rights.ts' {
  interface Questions {
    'see the account': true
  }
}

export type Account = Selectable<Tables['account']>

/** What a form or an import may say about an account itself. */
export interface AccountFields {
  name: string
  type: AccountType
  company_name: string
  company_street: string
  company_city: string
  company_postcode: string
  company_region: string
  company_country: string
  tax_country: string
  tax_id: string
}

export const blankAccount: AccountFields = {
  name: '',
  type: 'individual',
  company_name: '',
  company_street: '',
  company_city: '',
  company_postcode: '',
  company_region: '',
  company_country: '',
  tax_country: '',
  tax_id: '',
}

/** Told before an account is deleted for good. */
export const accountLeaving = hook<[act: Act, account: Account]>()

/** The accounts that a person may see, as a query to narrow: what is not in it does not exist for them. */
export const accountsOf = (db: Db | Trx, staff: Reader) =>
  db
    .selectFrom('account')
    .$if(!can(staff, 'view all accounts'), (query) =>
      query.where('account.id', 'in', (eb) =>
        eb.selectFrom('account_team').select('account_team.account_id').where('account_team.staff_id', '=', staff.id),
      ),
    )

/**
 * The same asked row by row, of the account that a column names: for what is short and begins elsewhere, such as somebody's own tasks.
 * There the query above would first gather all accounts that they see.
 */
export const seesAccount =
  (staff: Reader, accountId: string) =>
  (eb: ExpressionBuilder<any, any>): Expression<SqlBool> =>
    can(staff, 'view all accounts')
      ? sql<SqlBool>`1 = 1`
      : eb.exists(
          eb
            .selectFrom('account_team')
            .select('account_team.account_id')
            .whereRef('account_team.account_id', '=', accountId)
            .where('account_team.staff_id', '=', staff.id),
        )

/** The same as `accountsOf`, for a query that names its accounts or begins elsewhere: all that one sees need not be gathered. */
export const namedAccountsOf = (db: Db | Trx, staff: Reader) =>
  db.selectFrom('account').where(seesAccount(staff, 'account.id'))

const accountsById = prepared((db, staff: Reader, id: Placeholder<number>) =>
  namedAccountsOf(db, staff).selectAll('account').where('account.id', '=', id),
)

/** One account that the person may see. Throws 404 for any other, there or not. */
export async function findAccount(db: Db | Trx, staff: Staff, id: number | null): Promise<Account> {
  const [account] = id === null ? [] : await accountsById(db, staff, id)
  if (!account) throw notFound()
  return account
}

/**
 * Whoever of the staff acts, as they are while the transaction runs, where they see an account that the verb holds and may do there what
 * the permission says: null for the system, 404 for whoever doesn't see it, else 403. Verbs ask it after their lock: between a route's
 * gate and its verb an upload may lie.
 */
export async function mustSee(
  act: Act,
  accountId: number,
  permission: Permission = 'signed in',
): Promise<Staff | null> {
  if (act.by.loginId !== undefined && !act.permitted) throw notFound()
  const staff = await authorOf(act)
  // Whoever sees all accounts sees the one that is held.
  if (staff && !can(staff, 'view all accounts')) await findAccount(act.trx, staff, accountId)
  if (staff && !can(staff, permission)) throw notAllowed()
  return staff
}

/** Throws 404 where the person may not see every one of these accounts. */
export async function requireAccounts(db: Db | Trx, staff: Staff, ids: readonly number[]): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const found = await namedAccountsOf(db, staff).select('account.id').where('account.id', 'in', wanted).execute()
  if (found.length < wanted.length) throw notFound()
}

/** The account as it is now, held until the transaction ends. Throws 404 where it is gone. */
export async function lockedAccount(trx: Trx, id: number): Promise<Account> {
  await locked(trx, 'account', id)
  const account = await trx.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
  if (!account) throw notFound()
  return account
}

/** By what an account is found. */
export const findableOf = (account: Pick<Account, 'name' | 'short_id' | 'company_name' | 'tax_id'>): Findable[] => [
  { field: 'name', text: account.name },
  { field: 'id', text: account.short_id },
  ...(account.company_name && account.company_name !== account.name
    ? [{ field: 'company' as const, text: account.company_name }]
    : []),
  { field: 'tax id', text: account.tax_id },
]

const stored = (fields: AccountFields) => ({
  ...fields,
  sort_name: asWords(fields.name),
  tax_key: taxKey(fields.tax_id),
})

/**
 * Adds the account's own row, with the team members who join every new account. An account is made by `openAccount` of the
 * links, which gives it its contacts in the same transaction. `shortId` is kept where it is given and free.
 */
export async function addAccount(act: Act, fields: AccountFields, shortId?: string): Promise<Account> {
  await must(act, 'manage accounts')
  const account = await act.trx
    .insertInto('account')
    .values({ ...stored(fields), short_id: shortId ?? (await nextShortId(act.trx, fields.name)), created_at: act.at })
    .returningAll()
    .executeTakeFirstOrThrow()
  await act.trx.insertInto('account_summary').values({ account_id: account.id }).execute()
  await act.trx
    .insertInto('account_team')
    .columns(['account_id', 'staff_id', 'added_at'])
    .expression((eb) =>
      eb
        .selectFrom('staff')
        .select([eb.val(account.id).as('account_id'), 'staff.id', eb.val(act.at).as('added_at')])
        .where('deactivated_at', 'is', null)
        .where((or) =>
          or.or([
            or('default_access', '=', 1),
            or.and([or('role', '=', 'employee'), or('staff.id', '=', act.by.staffId ?? 0)]),
          ]),
        ),
    )
    .execute()
  await setFindable(act.trx, 'account', account.id, findableOf(account))
  await record(act, { kind: 'account created', accountId: account.id, subject: account.name })
  return account
}

/** Changes an account's own fields. Throws Conflict, with the account as it is, when it was changed since `version`. */
export async function changeAccount(
  act: Act,
  id: number,
  version: number,
  fields: Partial<AccountFields>,
): Promise<Account> {
  const old = await lockedAccount(act.trx, id)
  await mustSee(act, id, 'manage accounts')
  if (old.version !== version) throw new Conflict(old)
  const changes = changesBetween(old, fields)
  if (Object.keys(changes).length === 0) return old
  const changed = await act.trx
    .updateTable('account')
    .set({ ...stored({ ...old, ...fields }), version: version + 1 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await setFindable(act.trx, 'account', changed.id, findableOf(changed))
  await record(act, {
    kind: 'account changed',
    accountId: id,
    subject: changed.name,
    changes,
    undo: { kind: 'account' },
  })
  return changed
}

/** Moves an account to the archive, or does nothing where it is there already. */
export async function archiveAccount(act: Act, id: number): Promise<void> {
  const account = await lockedAccount(act.trx, id)
  await mustSee(act, id, 'manage accounts')
  if (account.archived_at) return
  await act.trx.updateTable('account').set({ archived_at: act.at }).where('id', '=', id).execute()
  await record(act, { kind: 'account archived', accountId: id, subject: account.name })
}

export async function reactivateAccount(act: Act, id: number): Promise<void> {
  const account = await lockedAccount(act.trx, id)
  await mustSee(act, id, 'manage accounts')
  if (!account.archived_at) return
  await act.trx.updateTable('account').set({ archived_at: null }).where('id', '=', id).execute()
  await record(act, { kind: 'account reactivated', accountId: id, subject: account.name })
}

/** Deletes an archived account for good; its contacts stay. Throws 409 where it is not archived. */
export async function deleteAccount(act: Act, id: number): Promise<void> {
  const account = await lockedAccount(act.trx, id)
  await mustSee(act, id, 'admin')
  if (!account.archived_at) throw new Conflict(account)
  await accountLeaving.tell(act, account)
  await act.trx.deleteFrom('account').where('id', '=', id).execute()
  await dropFindable(act.trx, 'account', id)
  await record(act, {
    kind: 'account deleted',
    accountId: id,
    subject: account.name,
    changes: { short_id: [account.short_id, null] },
  })
}

/** The name that an account gets when none is typed: its company's, or its first contact's. */
export const generatedName = (type: AccountType, companyName: string, firstContactName: string): string =>
  type === 'company' && companyName ? companyName : firstContactName || companyName
