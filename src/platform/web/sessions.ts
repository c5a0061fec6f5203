import { hash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import type { App } from '../app.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { tryWrite } from '../db/try-write.ts'

/** A row of a realm's table of sessions, but for the column that says whose it is. */
export interface SessionRow {
  /** SHA-256 of the token that the cookie carries. */
  id: string
  created_at: string
  expires_at: string
  absolute_expires_at: string
  last_seen_at: string
  locked_at: string | null
  terminal: number
  address: string | null
  user_agent: string | null
}

/** People who sign in by themselves: their cookie, their table and their pages are nobody else's. */
interface Realm<Person> {
  table: keyof Tables & `${string}_session`
  /** The table's column that says whose a session is. */
  whose: string
  /** The person whose session it is, with the session's own times; undefined where there is none or they may not be here any more. */
  find(db: Db, id: string): Promise<Found<Person> | undefined>
}

interface Found<Person> {
  personId: number
  expires_at: string
  last_seen_at: string
  person: Person
}

const idle = new TimeSpan(7, 'd')
const absolute = new TimeSpan(30, 'd')
const seenEvery = 60_000

export const hashToken = (token: string): string => hash('sha256', token)
export const newToken = (): string => randomBytes(32).toString('base64url')

const mostCounted = 100_000

/** The sessions of one realm. Lucia sees the hash of a token as the session's id and never the token. */
export function sessionsOfRealm<Person>(realm: Realm<Person>) {
  const { table } = realm
  // The tables of all realms have these columns; which one is meant is known when it runs.
  const over = (db: Db | Trx) => db as unknown as Kysely<Record<string, SessionRow>>
  const whose = (db: Db | Trx) => db.dynamic.ref<'id'>(realm.whose)

  /** Begins a session; gives the token for the cookie, which is stored nowhere, and how long the browser may keep it, in seconds. */
  async function begin(
    trx: Trx,
    personId: number,
    now: Date,
    from: { address: string | null; userAgent: string | null },
  ): Promise<{ token: string; seconds: number }> {
    const token = newToken()
    const after = (span: TimeSpan) => new Date(now.getTime() + span.milliseconds()).toISOString()
    const row: SessionRow = {
      id: hashToken(token),
      created_at: now.toISOString(),
      last_seen_at: now.toISOString(),
      expires_at: after(idle),
      absolute_expires_at: after(absolute),
      locked_at: null,
      terminal: 0,
      address: from.address,
      user_agent: from.userAgent,
    }
    await over(trx)
      .insertInto(table)
      .values({ ...row, [realm.whose]: personId } as SessionRow)
      .execute()
    return { token, seconds: absolute.seconds() }
  }

  /**
   * The session that a cookie's token opens, with its person; null where there is none, it has expired or they may not be here. A page
   * that only looks whether something is new does not prolong it: nobody need be there.
   */
  async function find(
    app: App,
    token: string,
    isPoll: boolean,
  ): Promise<{ id: string; lastSeenAt: string; person: Person } | null> {
    if (isPoll) return findUnprolonged(app, hashToken(token))
    const { session, user } = await luciaFor(app).validateSession(hashToken(token))
    if (!session) return null
    const { person, last_seen_at } = user as unknown as Found<Person>
    return { id: session.id, lastSeenAt: last_seen_at, person }
  }

  async function findUnprolonged(app: App, id: string) {
    const found = await realm.find(app.db.read, id)
    if (!found || Date.parse(found.expires_at) <= Date.now()) return null
    return { id, lastSeenAt: found.last_seen_at, person: found.person }
  }

  /** Notes that the person is there, at most once a minute and after the answer: a page must not cost a write each time. */
  function touch(app: App, id: string, lastSeenAt: string): void {
    const now = app.clock()
    if (now.getTime() - Date.parse(lastSeenAt) < seenEvery) return
    app.afterwards.write(`seen ${id}`, (trx) =>
      over(trx).updateTable(table).set({ last_seen_at: now.toISOString() }).where('id', '=', id).execute(),
    )
  }

  const end = (trx: Trx, id: string) => over(trx).deleteFrom(table).where('id', '=', id).execute()

  /** Ends all sessions of a person, but for the one that is named. */
  const endAllOf = (trx: Trx, personId: number, except?: string) =>
    over(trx)
      .deleteFrom(table)
      .where(whose(trx), '=', personId as never)
      .$if(except !== undefined, (query) => query.where('id', '!=', except!))
      .execute()

  const allOf = (db: Db, personId: number) =>
    over(db)
      .selectFrom(table)
      .selectAll()
      .where(whose(db), '=', personId as never)
      .orderBy('last_seen_at', 'desc')
      .execute()

  const dropExpired = (app: App) => luciaFor(app).deleteExpiredSessions()

  // Each realm has its own instance. Its attributes are kept out of Lucia's global `Register`, which knows only one shape.
  const lucias = new WeakMap<App['db'], Lucia>()
  function luciaFor(app: App): Lucia {
    let lucia = lucias.get(app.db)
    if (!lucia) {
      lucia = new Lucia(adapterFor(app), {
        sessionExpiresIn: idle,
        getUserAttributes: (attributes) => attributes,
      })
      lucias.set(app.db, lucia)
    }
    return lucia
  }

  // Looking a session up prolongs it, or drops it when it is over: the page that looks can do without.
  const adapterFor = (app: App): Adapter => ({
    async getSessionAndUser(id) {
      const found = await realm.find(app.db.read, id)
      if (!found) return [null, null]
      const userId = String(found.personId)
      return [
        { id, userId, expiresAt: new Date(found.expires_at), attributes: {} },
        { id: userId, attributes: found as never },
      ]
    },
    async getUserSessions(userId): Promise<DatabaseSession[]> {
      const rows = await allOf(app.db.read, Number(userId))
      return rows.map((row) => ({ id: row.id, userId, expiresAt: new Date(row.expires_at), attributes: {} }))
    },
    async setSession() {
      throw new Error('sessions are begun in a verb’s transaction, by begin')
    },
    async updateSessionExpiration(id, expiresAt) {
      await tryWrite(app, (trx) =>
        over(trx)
          .updateTable(table)
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
    },
    async deleteSession(id) {
      await tryWrite(app, (trx) => end(trx, id))
    },
    async deleteUserSessions(userId) {
      await app.db.write((trx) => endAllOf(trx, Number(userId)))
    },
    async deleteExpiredSessions() {
      await app.db.write((trx) =>
        over(trx).deleteFrom(table).where('expires_at', '<=', new Date().toISOString()).execute(),
      )
    },
  })

  /** How many sessions last, up to a hundred thousand: no more rows of the index are read. */
  async function countLasting(db: Db, now: Date): Promise<number> {
    const lasting = over(db)
      .selectFrom(table)
      .select('expires_at')
      .where('expires_at', '>', now.toISOString())
      .limit(mostCounted)
    const { count } = await over(db)
      .selectFrom(lasting.as('lasting'))
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }

  return { begin, find, touch, end, endAllOf, allOf, dropExpired, countLasting }
}
