import type { Generated } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { requireOpening } from '#src/accounts/opens.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { emailKey } from '#src/platform/language/email.ts'
import type { Language } from '#src/platform/language/language.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { refreshLastLogin } from './last-login.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'unlinked login switched off': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /**
     * What an address is to an account. A row is made when something is first switched; without one all is off.
     * The portal asks for its `login`; `src/addresses` writes it.
     */
    address_setting: {
      account_id: number
      address_id: number
      login: Generated<number>
      notify: Generated<number>
      sync: Generated<number>
      signer: Generated<number>
      /** JSON of `Preferences`. */
      preferences: Generated<string>
      /** Of the preferences: a switch is set to a wanted state and can't be stale. */
      version: Generated<number>
    }
    /** A person's credentials for the portal. They outlive the address that they came from. */
    portal_login: {
      id: Generated<number>
      contact_id: number
      email: string
      email_key: string
      password_hash: string
      language: Language | null
      created_at: string
      last_login_at: string | null
      last_user_agent: string | null
      version: Generated<number>
    }
    /** Which accounts a login opens. */
    portal_access: { account_id: number; login_id: number; created_at: string }
  }
}

/** The login of an e-mail address, whoever's it is. */
export const findLoginByEmail = (db: Db | Trx, email: string) =>
  db.selectFrom('portal_login').selectAll().where('email_key', '=', emailKey(email)).executeTakeFirst()

/** The same with what its contact is called and speaks; nobody's where the contact is erased. */
export const findClientLogin = (db: Db | Trx, email: string) =>
  clientLogins(db).where('email_key', '=', emailKey(email)).executeTakeFirst()

export const findClientLoginById = (db: Db | Trx, id: number) =>
  clientLogins(db).where('portal_login.id', '=', id).executeTakeFirst()

const clientLogins = (db: Db | Trx) =>
  db
    .selectFrom('portal_login')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .selectAll('portal_login')
    .select(['contact.display_name', 'contact.language as contact_language'])
    .where('contact.erased_at', 'is', null)

/** The accounts that a login opens now, by name: archived ones are closed to their clients. */
export const accountsOfLogin = (db: Db | Trx, loginId: number) =>
  db
    .selectFrom('portal_access')
    .innerJoin('account', 'account.id', 'portal_access.account_id')
    .select(['account.id', 'account.name', 'account.short_id', 'account.photo_small'])
    .where('portal_access.login_id', '=', loginId)
    .where('account.archived_at', 'is', null)
    .orderBy('account.sort_name')
    .orderBy('account.id')
    .execute()

/** The accounts that the logins of these contacts open. */
export async function openedBy(db: Db | Trx, contactIds: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select('portal_access.account_id')
    .where('portal_login.contact_id', 'in', contactIds)
    .execute()
  return rows.map((row) => row.account_id)
}

/**
 * Throws 404 where whoever acts does not reach the account any more: a client by their login, one of the staff by what they see. Gives
 * whoever of the staff it is, as they are while the transaction runs.
 */
export async function mustReach(act: Act, accountId: number): Promise<Staff | null> {
  const { loginId } = act.by
  if (loginId === undefined) return mustSee(act, accountId)
  const accounts = await accountsOfLogin(act.trx, loginId)
  if (!accounts.some((account) => account.id === accountId)) throw notFound()
  return null
}

/** Whether LOGIN is on, on an account, for the address that a login was made with: somebody who may has decided that. */
async function isLetIn(trx: Trx, accountId: number, loginId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .innerJoin('portal_login', (join) =>
      join
        .onRef('portal_login.contact_id', '=', 'address.contact_id')
        .onRef('portal_login.email_key', '=', 'address.email_key'),
    )
    .select('address.id')
    .where('address_setting.account_id', '=', accountId)
    .where('address_setting.login', '=', 1)
    .where('portal_login.id', '=', loginId)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Has a login open an account; nothing changes where it does already. A client opens by their own doing what LOGIN is on for.
 * Throws NotYoursToOpen.
 */
export async function openAccess(act: Act, accountId: number, loginId: number): Promise<void> {
  if (act.by.staffId !== null || !(await isLetIn(act.trx, accountId, loginId))) await requireOpening(act, [accountId])
  await act.trx
    .insertInto('portal_access')
    .values({ account_id: accountId, login_id: loginId, created_at: act.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await refreshLastLogin(act.trx, [accountId])
}

/** Has a login open an account no more; the login itself stays. */
export async function closeAccess(act: Act, accountId: number, loginId: number): Promise<void> {
  await act.trx
    .deleteFrom('portal_access')
    .where('account_id', '=', accountId)
    .where('login_id', '=', loginId)
    .execute()
  await refreshLastLogin(act.trx, [accountId])
}

/**
 * Logins that still open an account though no address that is linked to it is theirs any more: the address was changed or taken
 * off after the person had made the login.
 */
export const unlinkedLogins = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .select(['portal_login.id', 'portal_login.email', 'portal_login.last_login_at', 'portal_login.contact_id'])
    .select('contact.display_name')
    .where('portal_access.account_id', '=', accountId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('address')
            .innerJoin('link', 'link.contact_id', 'address.contact_id')
            .select('address.id')
            .where('link.account_id', '=', accountId)
            .whereRef('address.contact_id', '=', 'portal_login.contact_id')
            .whereRef('address.email_key', '=', 'portal_login.email_key'),
        ),
      ),
    )
    .orderBy('portal_login.email_key'),
)

/** Switches an unlinked login off for an account. Throws 404 where there is none such. */
export async function endUnlinkedAccess(act: Act, accountId: number, loginId: number): Promise<void> {
  await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'manage accounts')
  const login = (await unlinkedLogins(act.trx, accountId)).find((one) => one.id === loginId)
  if (!login) throw notFound()
  await closeAccess(act, accountId, loginId)
  await record(act, {
    kind: 'unlinked login switched off',
    accountId,
    contactId: login.contact_id,
    subject: login.email,
  })
}
