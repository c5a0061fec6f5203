import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { isLanguage, type Language, preferredLanguage } from '#src/platform/language/language.ts'
import { dateOrderIn } from '#src/platform/language/typed-date.ts'
import { takeFlash } from '#src/platform/web/answer.tsx'
import { readCookie } from '#src/platform/web/cookies.ts'
import { notAllowed, signedOut } from '#src/platform/web/errors.ts'
import { formTokenFor } from '#src/platform/web/guard.ts'
import { isPoll } from '#src/platform/web/poll.ts'
import { findVisit } from '#src/platform/web/session-cookie.ts'
import { datesOf } from '#src/platform/web/today.ts'
import type { Viewer, Waiting } from '#views/viewer.ts'
import { can, type Permission, type Question } from './rights.ts'
import { findSession, findSignedIn, touchSession } from './sessions.ts'
import type { Staff } from './staff.ts'
import { countWaiting } from './waiting.ts'

/** Who is signed in, and what was found with their session. */
interface Whoever {
  staff: Staff
  sessionId: string
  firmName: string
  timeZone: string
  country: string
  overview: string | null
}

declare module 'hono' {
  interface ContextVariableMap {
    signedIn: Whoever | null
    viewer: Promise<Viewer> | undefined
    /** What the route's own line asked of whoever is signed in. */
    permission: Permission | undefined
  }
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What of the noun, beside what is counted, stands on every page of somebody of the staff: one query, by an index. */
    waits?(c: Context): Promise<Waiting>
  }
}

/** Who comes: finds the session and the visit that forms are bound to. Runs before everything, and lets everybody pass. */
export const authenticate =
  (app: App): MiddlewareHandler =>
  async (c, next) => {
    findVisit(c)
    const token = readCookie(c, app.config, 'session')
    const session = token ? await findSession(app, token, isPoll(c)) : null
    if (session) {
      const { firmName, timeZone, country, overview, ...staff } = session.person
      c.set('signedIn', { staff, sessionId: session.id, firmName, timeZone, country, overview })
      c.set('dates', datesOf(c, session.person))
      if (!isPoll(c)) touchSession(app, session.id, session.lastSeenAt)
    } else {
      c.set('signedIn', null)
    }
    c.set('actor', actorOf(c))
    // Of whoever is signed in, only the session proves a form: a visit may be anybody's who was at this browser before.
    c.set('tokenBases', [session ? session.id : c.get('visit')])
    return next()
  }

/** What a route's own line may ask for: something of the staff, somebody of the firm's clients, or nobody in particular. */
export type Requirement = Permission | 'client' | 'anyone'

/** What a route's own line says of who may use it. */
interface Line {
  permission: Requirement
  /** What its verb asks besides. */
  question?: Question | undefined
}

const lines = new WeakMap<object, Line>()
/** What a route's handler was marked with: the app does not start with a route that is not. */
export const requirementOf = (handler: object): Line | undefined => lines.get(handler)
/** Marks a gate with what it asks for. */
export function withRequirement(
  permission: Requirement,
  gate: MiddlewareHandler,
  question?: Question,
): MiddlewareHandler {
  lines.set(gate, { permission, question })
  return gate
}

/**
 * Stands on a route's own line and says what it takes. Nobody signed in: 401; signed in without the right: 403. `question` names what the
 * verb asks besides, for whoever reads the line: it decides.
 */
export const may = (permission: Permission, question?: Question): MiddlewareHandler =>
  withRequirement(
    permission,
    async (c, next) => {
      const signedIn = c.get('signedIn')
      if (!signedIn) throw signedOut()
      if (!can(signedIn.staff, permission)) throw notAllowed()
      c.set('permission', permission)
      return next()
    },
    question,
  )

/** Asks the gate's questions once more, in the transaction of a verb: the session may have ended, and the right may be gone. */
const stillMay = (c: Context) => async (trx: Trx) => {
  const signedIn = c.get('signedIn')
  const session = signedIn && (await findSignedIn(trx, signedIn.sessionId))
  if (!session) throw signedOut()
  if (!can(session.person, c.get('permission') ?? 'signed in')) throw notAllowed()
}

/** Marks a route that needs no sign-in. */
export const anyone = (): MiddlewareHandler => withRequirement('anyone', (_c, next) => next())

/** Whoever is signed in, behind a gated route. */
export function signedInOf(c: Context): Whoever {
  const signedIn = c.get('signedIn')
  if (!signedIn) throw signedOut()
  return signedIn
}

/** The person behind a gated route. */
export const staffOf = (c: Context): Staff => signedInOf(c).staff

/** What the browser says it is, as far as it can be read. */
export const userAgentOf = (c: Context): string | null =>
  c.req
    .header('user-agent')
    ?.replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 300) ?? null

/** Who does what this request asks for: for `perform`. */
export function actorOf(c: Context): Actor {
  const staff = c.get('signedIn')?.staff
  return {
    staffId: staff?.id ?? null,
    name: staff?.name ?? '',
    address: c.get('clientAddress'),
    userAgent: userAgentOf(c),
    ...(staff ? { stillMay: stillMay(c) } : {}),
  }
}

export const languageOf = (c: Context): Language => readingLanguage(c, c.get('signedIn')?.staff.language)

/** The language that this page was asked for in, else the reader's own, else the one chosen in this browser, else the browser's. */
export function readingLanguage(c: Context, own: Language | null | undefined): Language {
  const chosen = c.req.query('language')
  if (isLanguage(chosen)) return chosen
  if (own) return own
  const kept = readCookie(c, c.var.app.config, 'language')
  return isLanguage(kept) ? kept : preferredLanguage(c.req.header('accept-language'))
}

/** Who reads the answer, for its views: found once for a request, and anew once something was written. Takes the flash. */
export function viewerOf(c: Context): Promise<Viewer> {
  const viewer = c.get('viewer') ?? findViewer(c)
  c.set('viewer', viewer)
  return viewer
}

async function findViewer(c: Context): Promise<Viewer> {
  const signedIn = c.get('signedIn')
  const firm = signedIn
    ? { name: signedIn.firmName, time_zone: signedIn.timeZone, country: signedIn.country }
    : await findFirm(c.var.db)
  const waiting: Waiting = signedIn ? await countWaiting(c.var.db, c.var.app.modules, signedIn.staff) : {}
  if (signedIn) for (const module of c.var.app.modules) Object.assign(waiting, await module.waits?.(c))
  return {
    language: languageOf(c),
    timeZone: firm?.time_zone ?? 'UTC',
    formToken: formTokenFor(c.var.app.config.secret, signedIn?.sessionId ?? c.get('visit')),
    path: c.req.path,
    firmName: firm?.name ?? 'Ficha',
    dateOrder: dateOrderIn(firm?.country ?? ''),
    modules: c.var.app.modules,
    staff: signedIn?.staff ?? null,
    waiting,
    flash: takeFlash(c),
  }
}
