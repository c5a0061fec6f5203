import type { Expression, ExpressionBuilder, Generated, SqlBool } from 'kysely'
import { type Act, isSystem, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Asked, prepared } from '#src/platform/db/prepared.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import { notAllowed, signedOut } from '#src/platform/web/errors.ts'
import { can, isRight, type Permission, type Right, type Role } from './rights.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'staff invited': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    staff: {
      id: Generated<number>
      email: string
      email_key: string
      name: string
      sort_name: string
      role: Role
      password_hash: string | null
      language: Language | null
      default_access: Generated<number>
      /** Whether a single key does something by itself on their pages. */
      has_shortcuts: Generated<number>
      /** JSON: the columns of the list of accounts, null for the usual ones. */
      account_columns: string | null
      /** JSON: how the overview's sections are arranged, null for the usual. */
      overview: Generated<string | null>
      created_at: string
      invited_at: string | null
      deactivated_at: string | null
      version: Generated<number>
    }
    staff_right: { staff_id: number; name: Right }
  }
}

/** A signed-in person: what the gate knows and every scoped finder starts from. */
export interface Staff {
  id: number
  name: string
  email: string
  role: Role
  rights: ReadonlySet<Right>
  language: Language | null
  has_shortcuts: number
}

/** As much of somebody as a query asks: who they are, which one that is prepared learns when it is asked, and what they may. */
export interface Reader {
  id: Asked<number>
  role: Role
  rights: ReadonlySet<Right>
}

/** The rights that stand in rows of which each names one, or none. */
export const rightsIn = (rows: readonly { right: unknown }[]): Set<Right> =>
  new Set(rows.map((row) => row.right).filter(isRight))

export async function rightsOf(db: Db | Trx, staffId: number): Promise<Set<Right>> {
  return rightsIn(await db.selectFrom('staff_right').select('name as right').where('staff_id', '=', staffId).execute())
}

export const findStaffByEmail = (db: Db | Trx, email: string) =>
  db.selectFrom('staff').selectAll().where('email_key', '=', emailKey(email)).executeTakeFirst()

/** Somebody who may sign in, with their rights; undefined for a person who is not there or is deactivated. One query. */
export async function findStaff(db: Db | Trx, id: number): Promise<Staff | undefined> {
  const rows = await db
    .selectFrom('staff')
    .leftJoin('staff_right', 'staff_right.staff_id', 'staff.id')
    .select(['staff.id', 'staff.name', 'staff.email', 'staff.role', 'staff.language', 'staff.has_shortcuts'])
    .select('staff_right.name as right')
    .where('staff.id', '=', id)
    .where('staff.deactivated_at', 'is', null)
    .execute()
  const [row] = rows
  if (!row) return undefined
  const { right: _, ...person } = row
  return { ...person, rights: rightsIn(rows) }
}

/**
 * Whoever of the staff acts, with the rights that they have while the transaction runs; null for a client, for Ficha itself, and where the
 * verb around has asked already. Throws 401 where they may not be here any more, and for nobody at all.
 */
export async function authorOf({ trx, by, permitted }: Act): Promise<Staff | null> {
  if (by.loginId !== undefined || permitted || isSystem(by)) return null
  const staff = by.staffId === null ? undefined : await findStaff(trx, by.staffId)
  if (!staff) throw signedOut()
  return staff
}

/**
 * What `may` is to a route, this is to a verb: throws 403 where whoever acts may not do that, by what holds as the transaction runs. Verbs
 * ask it after their lock. Gives who of the staff it is; null for Ficha itself, which may.
 */
export async function must(act: Act, permission: Permission): Promise<Staff | null> {
  if (act.by.loginId !== undefined && !act.permitted) throw notAllowed()
  const staff = await authorOf(act)
  if (staff && !can(staff, permission)) throw notAllowed()
  return staff
}

/** Everybody who works here now, by name: for pickers. */
export const activeStaff = prepared((db) =>
  db
    .selectFrom('staff')
    .select(['id', 'name', 'email', 'role', 'default_access'])
    .where('deactivated_at', 'is', null)
    .orderBy('sort_name')
    .orderBy('id'),
)

type Condition = (eb: ExpressionBuilder<any, any>) => Expression<SqlBool>

/**
 * What is asked of a thing, by its number, where one looks for what is given to a person, or to nobody who works here now; nothing where one
 * looks for neither: `table` has its assignees, by its number in `column`.
 */
export const asksWhose =
  (table: string, column: string) =>
  (whose: number | 'nobody' | null): { asks?: (id: string) => Condition } =>
    whose === null
      ? {}
      : {
          asks: (id) => (eb) => {
            const given = eb
              .selectFrom(`${table} as given`)
              .select('given.staff_id')
              .whereRef(`given.${column}`, '=', id)
            if (whose !== 'nobody') return eb.exists(given.where('given.staff_id', '=', whose))
            const working = given.innerJoin('staff as working', 'working.id', 'given.staff_id')
            return eb.not(eb.exists(working.where('working.deactivated_at', 'is', null)))
          },
        }

export interface NewStaff {
  email: string
  name: string
  role: Role
  language?: Language | null
  passwordHash?: string | null
  rights?: Iterable<Right>
  defaultAccess?: boolean
}

/** Adds a person; gives their number. Fails on the unique address where somebody has it already. */
export async function addStaff(act: Act, person: NewStaff): Promise<number> {
  const { id } = await act.trx
    .insertInto('staff')
    .values({
      email: person.email,
      email_key: emailKey(person.email),
      name: person.name,
      sort_name: fold(person.name),
      role: person.role,
      password_hash: person.passwordHash ?? null,
      language: person.language ?? null,
      default_access: person.defaultAccess ? 1 : 0,
      invited_at: person.passwordHash ? null : act.at,
      created_at: act.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const granted = [...(person.rights ?? [])]
  if (granted.length > 0)
    await act.trx
      .insertInto('staff_right')
      .values(granted.map((name) => ({ staff_id: id, name })))
      .execute()
  await record(act, {
    kind: 'staff invited',
    subject: person.name,
    changes: {
      email: [null, person.email],
      role: [null, person.role],
      ...(granted.length ? { rights: [null, granted.join(', ')] } : {}),
    },
  })
  return id
}

/** The address of somebody as it is now. */
export async function staffAddress(db: Db, id: number): Promise<string | undefined> {
  const person = await db.selectFrom('staff').select('email').where('id', '=', id).executeTakeFirst()
  return person?.email
}
