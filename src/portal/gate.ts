import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { isLanguage, type Language } from '#src/platform/language/language.ts'
import { dateOrderIn } from '#src/platform/language/typed-date.ts'
import { takeFlash } from '#src/platform/web/answer.tsx'
import { readCookie, writeCookie } from '#src/platform/web/cookies.ts'
import { signedOut } from '#src/platform/web/errors.ts'
import { formTokenFor } from '#src/platform/web/guard.ts'
import { isPoll } from '#src/platform/web/poll.ts'
import { datesOf } from '#src/platform/web/today.ts'
import { readingLanguage, userAgentOf, withRequirement } from '#src/staff/gate.ts'
import type { Viewer } from '#views/viewer.ts'
import { type Client, findClient, findClientSession, touchClientSession } from './sessions.ts'

declare module 'hono' {
  interface ContextVariableMap {
    client: (Client & { sessionId: string }) | null
  }
}

/** Whether a request is for the clients' own pages: nowhere else is anybody known as a client. */
export const isInPortal = (path: string): boolean => path === '/portal' || path.startsWith('/portal/')

const year = 31_536_000

/**
 * Which client comes, on the portal's pages alone, and in what language they choose to read. Runs after the staff are recognised, and
 * lets everybody pass.
 */
export const recogniseClient =
  (app: App): MiddlewareHandler =>
  async (c, next) => {
    c.set('client', null)
    if (!isInPortal(c.req.path)) return next()
    const chosen = c.req.query('language')
    if (isLanguage(chosen)) writeCookie(c, app.config, 'language', chosen, year)
    const token = readCookie(c, app.config, 'portal')
    const session = token ? await findClientSession(app, token, isPoll(c)) : null
    // A session of the staff in the same browser proves no form of the portal.
    c.set('tokenBases', [session ? session.id : c.get('visit')])
    if (session) {
      c.set('client', { ...session.person, sessionId: session.id })
      c.set('dates', datesOf(c, session.person))
      if (!isPoll(c)) touchClientSession(app, session.id, session.lastSeenAt)
    }
    c.set('actor', clientActor(c))
    return next()
  }

/** Stands on the line of a route that is for the firm's clients: whoever is not signed in to the portal gets 401, staff too. */
export const client = (): MiddlewareHandler =>
  withRequirement('client', (c, next) => {
    clientOf(c)
    return next()
  })

/** The client behind a gated route. */
export function clientOf(c: Context): Client & { sessionId: string } {
  const found = c.get('client')
  if (!found) throw signedOut()
  return found
}

/** Who does what this request of the portal asks for: nobody of the staff, even where one of them is signed in beside. */
export function clientActor(c: Context, name = c.get('client')?.name ?? ''): Actor {
  const client = c.get('client')
  return {
    staffId: null,
    name,
    address: c.get('clientAddress'),
    userAgent: userAgentOf(c),
    ...(client ? { loginId: client.loginId, stillMay: (trx) => mustBeSignedIn(trx, client.sessionId) } : {}),
  }
}

/** Throws 401 where a client's session has ended since their request began, or their login opens nothing any more. */
async function mustBeSignedIn(trx: Trx, sessionId: string): Promise<void> {
  if (!(await findClient(trx, sessionId))) throw signedOut()
}

export const clientLanguage = (c: Context, own?: Language | null): Language =>
  readingLanguage(c, c.get('client')?.language ?? own)

/** Who reads a page of the portal. `own` is the language of somebody who is known without having signed in. */
export async function clientViewer(c: Context, own?: Language | null): Promise<Viewer> {
  const client = c.get('client')
  const firm = client
    ? { name: client.firmName, time_zone: client.timeZone, country: client.country }
    : await findFirm(c.var.db)
  return {
    language: clientLanguage(c, own),
    timeZone: firm?.time_zone ?? 'UTC',
    formToken: formTokenFor(c.var.app.config.secret, client?.sessionId ?? c.get('visit')),
    path: c.req.path,
    firmName: firm?.name ?? 'Ficha',
    dateOrder: dateOrderIn(firm?.country ?? ''),
    modules: c.var.app.modules,
    staff: null,
    waiting: {},
    flash: takeFlash(c),
  }
}
