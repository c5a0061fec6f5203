import { createHash, randomBytes } from 'node:crypto'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Role } from './rights.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    staff_session: {
      /** SHA-256 of the token that the cookie carries. */
      id: string
      staff_id: number
      created_at: string
      expires_at: string
      absolute_expires_at: string
      last_seen_at: string
      locked_at: string | null
      terminal: number
      address: string | null
      user_agent: string | null
    }
  }
}

const idle = new TimeSpan(7, 'd')
const absolute = new TimeSpan(30, 'd')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
export const newToken = (): string => randomBytes(32).toString('base64url')

interface SignedInRow {
  id: number
  name: string
  email: string
  role: Role
  language: Language | null
  firmName: string
  timeZone: string
  lastSeenAt: string
}

/** Lucia over our own table, on either engine. Lucia sees the hash of a token as the session's id and never the token. */
class StaffSessions implements Adapter {
  readonly #db: Db
  readonly #write: App['db']['write']
  constructor(database: App['db']) {
    this.#db = database.read
    this.#write = database.write
  }
  async getSessionAndUser(id: string): ReturnType<Adapter['getSessionAndUser']> {
    const row = await this.#db
      .selectFrom('staff_session as session')
      .innerJoin('staff', 'staff.id', 'session.staff_id')
      .innerJoin('firm', (join) => join.on('firm.id', '=', 1))
      .select(['session.id as session_id', 'session.expires_at', 'session.last_seen_at'])
      .select(['staff.id', 'staff.name', 'staff.email', 'staff.role', 'staff.language'])
      .select(['firm.name as firm_name', 'firm.time_zone'])
      .where('session.id', '=', id)
      .where('staff.deactivated_at', 'is', null)
      .executeTakeFirst()
    if (!row) return [null, null]
    const person: SignedInRow = {
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      language: row.language,
      firmName: row.firm_name,
      timeZone: row.time_zone,
      lastSeenAt: row.last_seen_at,
    }
    const session = { id: row.session_id, userId: String(row.id), expiresAt: new Date(row.expires_at), attributes: {} }
    return [session, { id: String(row.id), attributes: { person } as never }]
  }
  async getUserSessions(staffId: string): Promise<DatabaseSession[]> {
    const rows = await this.#db
      .selectFrom('staff_session')
      .selectAll()
      .where('staff_id', '=', Number(staffId))
      .execute()
    return rows.map((row) => ({ id: row.id, userId: staffId, expiresAt: new Date(row.expires_at), attributes: {} }))
  }
  async setSession(): Promise<void> {
    throw new Error('sessions are begun in a verb’s transaction, by beginSession')
  }
  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    await this.#write((trx) =>
      trx
        .updateTable('staff_session')
        .set((eb) => ({
          expires_at: eb
            .case()
            .when('absolute_expires_at', '<', expiresAt.toISOString())
            .then(eb.ref('absolute_expires_at'))
            .else(expiresAt.toISOString())
            .end(),
        }))
        .where('id', '=', id)
        .execute(),
    )
  }
  async deleteSession(id: string): Promise<void> {
    await this.#write((trx) => trx.deleteFrom('staff_session').where('id', '=', id).execute())
  }
  async deleteUserSessions(staffId: string): Promise<void> {
    await this.#write((trx) => endSessionsOf(trx, Number(staffId)))
  }
  async deleteExpiredSessions(): Promise<void> {
    await this.#write((trx) =>
      trx.deleteFrom('staff_session').where('expires_at', '<=', new Date().toISOString()).execute(),
    )
  }
}

const lucias = new WeakMap<App['db'], Lucia>()
function luciaFor(database: App['db']): Lucia {
  let lucia = lucias.get(database)
  if (!lucia) {
    lucia = new Lucia(new StaffSessions(database), {
      sessionExpiresIn: idle,
      getUserAttributes: (attributes) => attributes,
    })
    lucias.set(database, lucia)
  }
  return lucia
}

/** Begins a session; gives the token for the cookie, which is stored nowhere, and how long the browser may keep it, in seconds. */
export async function beginSession(
  trx: Trx,
  staffId: number,
  now: Date,
  from: { address: string | null; userAgent: string | null },
): Promise<{ token: string; seconds: number }> {
  const token = newToken()
  const after = (span: TimeSpan) => new Date(now.getTime() + span.milliseconds()).toISOString()
  await trx
    .insertInto('staff_session')
    .values({
      id: hashToken(token),
      staff_id: staffId,
      created_at: now.toISOString(),
      last_seen_at: now.toISOString(),
      expires_at: after(idle),
      absolute_expires_at: after(absolute),
      terminal: 0,
      address: from.address,
      user_agent: from.userAgent,
    })
    .execute()
  return { token, seconds: absolute.seconds() }
}

/** The session that a cookie's token opens, with its person; null where there is none, it has expired or they are deactivated. */
export async function findSession(app: App, token: string): Promise<{ id: string; person: SignedInRow } | null> {
  const { session, user } = await luciaFor(app.db).validateSession(hashToken(token))
  return session ? { id: session.id, person: (user as unknown as { person: SignedInRow }).person } : null
}

const seenEvery = 60_000

/** Notes that the person is there, at most once a minute: a page must not cost a write each time. */
export async function touchSession(app: App, id: string, lastSeenAt: string): Promise<void> {
  const now = app.clock()
  if (now.getTime() - Date.parse(lastSeenAt) < seenEvery) return
  await app.db.write((trx) =>
    trx.updateTable('staff_session').set({ last_seen_at: now.toISOString() }).where('id', '=', id).execute(),
  )
}

export const endSession = (trx: Trx, id: string) => trx.deleteFrom('staff_session').where('id', '=', id).execute()

/** Ends all sessions of a person, but for the one that is named. */
export const endSessionsOf = (trx: Trx, staffId: number, except?: string) =>
  trx
    .deleteFrom('staff_session')
    .where('staff_id', '=', staffId)
    .$if(except !== undefined, (query) => query.where('id', '!=', except!))
    .execute()

export const sessionsOf = (db: Db, staffId: number) =>
  db.selectFrom('staff_session').selectAll().where('staff_id', '=', staffId).orderBy('last_seen_at', 'desc').execute()

export const dropExpiredSessions = (app: App) => luciaFor(app.db).deleteExpiredSessions()
