import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { secureHeaders } from 'hono/secure-headers'
import { ErrorPage, ErrorPart } from '#views/layout/error.tsx'
import { type Outage, OutagePage, OutagePart } from '#views/layout/outage.tsx'
import { actIn, record } from './audit/audit.ts'
import type { App } from './platform/app.ts'
import { isDatabaseAway, isDiskFull } from './platform/db/failure.ts'
import { tryWrite } from './platform/db/try-write.ts'
import { StoreError } from './platform/files/store.ts'
import { illness } from './platform/health.ts'
import { clientAddress, trusted } from './platform/web/address.ts'
import { wantsPart } from './platform/web/answer.tsx'
import { serveAssets } from './platform/web/assets.ts'
import { endsBody } from './platform/web/body.ts'
import { Refusal, type RefusalReason } from './platform/web/errors.ts'
import { guard } from './platform/web/guard.ts'
import { sendHtml } from './platform/web/html.ts'
import { waitSeconds } from './platform/web/limits.ts'
import { clientViewer, isInPortal, recogniseClient } from './portal/gate.ts'
import { actorOf, authenticate, requirementOf, viewerOf } from './staff/gate.ts'

/** The whole product as one Hono application. Throws where a route says nothing of who may use it. */
export function makeWeb(app: App): Hono {
  const web = new Hono()
  const proxies = trusted(app.config)
  const https = app.config.publicUrl.startsWith('https:')

  if (app.countRequests) web.use(app.countRequests)
  web.use((c, next) => {
    c.set('app', app)
    c.set('db', app.db.read)
    return next()
  })
  web.use(
    secureHeaders({
      // A file that is shown has a policy of its own, stricter than that of the pages.
      overwrite: false,
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      // Other sites learn nothing. With "no-referrer" browsers send `Origin: null`, and old ones could not prove a form by it.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
      crossOriginResourcePolicy: 'same-origin',
      // With it Chromium starts another process for the first page that somebody opens from elsewhere, a mail for one: half as long again.
      originAgentCluster: false,
    }),
  )
  web.use(async (c, next) => {
    const started = performance.now()
    await next()
    app.log.info({
      method: c.req.method,
      path: loggedPath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  web.use(endsBody)
  web.get('/assets/*', serveAssets)
  web.get('/health', async (c) => {
    const wrong = await illness(app)
    return wrong ? c.text(`not ok: ${wrong}`, 503) : c.text('ok')
  })
  web.use(async (c, next) => {
    c.set('clientAddress', clientAddress(c, proxies))
    c.header('Cache-Control', 'no-store')
    c.set('tokenBases', [])
    c.set('signedIn', null)
    c.set('dates', { order: 'dmy' })
    c.set('client', null)
    await next()
  })
  web.use(authenticate(app))
  web.use(recogniseClient(app))
  // No page's address has such signs, and PostgreSQL stores no text with them: not even that somebody was refused here.
  web.use((c, next) => {
    if (/[\p{Cc}\uFFFD]/u.test(c.req.path)) throw new Refusal(404, 'not found')
    return next()
  })
  web.use(guard(app.config))
  for (const routes of app.modules.flatMap((module) => module.routes ?? [])) web.route('/', routes)
  refuseUnmarkedRoutes(web)

  web.notFound((c) => explain(c, new Refusal(404, 'not found')))
  web.onError((error, c) => explain(c, error instanceof StoreError ? filesAway(c, error) : error))

  /** Needs nothing that may have failed: where the database is what is wrong, or explaining fails too, it is a page without it. */
  async function explain(c: Context, error: Error): Promise<Response> {
    const refusal = error instanceof Refusal ? error : null
    if (!refusal) return unexpected(c, error)
    try {
      if (refusal.status === 401) return toSignIn(c)
      if (refusal.status === 429) c.header('Retry-After', String(waitSeconds))
      if (refusal.status === 403 && c.req.method === 'POST' && c.get('signedIn') && !isInPortal(c.req.path))
        await recordRefusal(c)
      return await asPage(c, refusal.reason, refusal.status)
    } catch (failure) {
      return unexpected(c, failure as Error)
    }
  }

  async function unexpected(c: Context, error: Error): Promise<Response> {
    const id = randomUUID().slice(0, 8)
    const log = (failure: Error) =>
      app.log.error({ id, error: failure.message, stack: failure.stack, path: loggedPath(c) }, 'unexpected')
    log(error)
    const outage = outageOf(error)
    if (outage) return withoutDatabase(c, outage, id)
    try {
      return await asPage(c, 'failed', 500, id)
    } catch (failure) {
      log(failure as Error)
      return withoutDatabase(c, 'failed', id)
    }
  }

  async function asPage(c: Context, reason: RefusalReason | 'failed', status: Refusal['status'], id?: string) {
    const inPortal = isInPortal(c.req.path)
    // What was being found when it failed is asked for anew.
    c.set('viewer', undefined)
    const viewer = await (inPortal ? clientViewer(c) : viewerOf(c))
    if (wantsPart(c)) return inFlash(c, <ErrorPart viewer={viewer} reason={reason} id={id} />, status)
    return sendHtml(
      c,
      `<!doctype html>${<ErrorPage viewer={viewer} reason={reason} id={id} status={status} home={homeOf(c)} />}`,
      status,
    )
  }

  /** The files store can't be reached: whoever asked may try again in a minute, and whoever looks after Ficha reads why in the log. */
  function filesAway(c: Context, error: StoreError): Refusal {
    app.log.error({ error: error.message, path: loggedPath(c) }, 'files away')
    c.header('Retry-After', '60')
    return new Refusal(503, 'files away')
  }

  const recordRefusal = (c: Context) =>
    tryWrite(app, (trx) =>
      record(actIn(app, trx, actorOf(c)), { kind: 'refused', subject: `${c.req.method} ${loggedPath(c)}` }),
    )

  return web
}

/**
 * A path as the log and the activity hold it: without its query, which may hold names, and without a token, which stands in public
 * links alone.
 */
const loggedPath = (c: Context) => c.req.path.replace(/[\w-]{30,}/g, '…')

const homeOf = (c: Context) => (isInPortal(c.req.path) ? '/portal' : '/')

const outageOf = (error: Error): Outage | null =>
  isDatabaseAway(error) ? 'database away' : isDiskFull(error) ? 'disk full' : null

const statusOf: Record<Outage, 500 | 503 | 507> = { 'database away': 503, 'disk full': 507, failed: 500 }

/** What is wrong, in both languages and without having read anything. */
function withoutDatabase(c: Context, outage: Outage, id: string): Response {
  const status = statusOf[outage]
  if (status === 503) c.header('Retry-After', '10')
  if (wantsPart(c)) return inFlash(c, <OutagePart outage={outage} id={id} />, status)
  return sendHtml(
    c,
    `<!doctype html>${<OutagePage outage={outage} id={id} status={status} home={homeOf(c)} />}`,
    status,
  )
}

function inFlash(c: Context, part: Child, status: Refusal['status']): Response {
  c.header('HX-Retarget', '#flash')
  c.header('HX-Reswap', 'innerHTML')
  return sendHtml(c, String(part), status)
}

function toSignIn(c: Context): Response {
  const wanted = c.req.method === 'GET' && !wantsPart(c) ? c.req.path : ''
  const back = wanted && wanted !== '/' ? `/sign-in?next=${encodeURIComponent(wanted)}` : '/sign-in'
  const to = isInPortal(c.req.path) ? '/portal/sign-in' : back
  if (wantsPart(c)) {
    c.header('HX-Redirect', to)
    return c.body(null, 401)
  }
  return c.redirect(to, 303)
}

/** A route with the permission that stands on its line, and with what its verb asks besides where the line says that; '' for nothing. */
interface Marked {
  method: string
  path: string
  permission: string
  question: string
}

/** Every route with what its line says, in the order in which they were brought. */
export function permissionsOf(web: Hono): Marked[] {
  const routes = new Map<string, Marked>()
  for (const { method, path, handler } of web.routes) {
    if (method === 'ALL' || path === '/assets/*' || path === '/health') continue
    const key = `${method} ${path}`
    const line = requirementOf(handler)
    const known = routes.get(key)
    if (!known?.permission)
      routes.set(key, { method, path, permission: line?.permission ?? '', question: line?.question ?? '' })
  }
  return [...routes.values()]
}

/** To be signed in is no right to change anything: a form's route that asks for no more says what its verb asks. */
const isUnmarked = ({ method, permission, question }: Marked) =>
  permission === '' || (method === 'POST' && permission === 'signed in' && question === '')

function refuseUnmarkedRoutes(web: Hono): void {
  const unmarked = permissionsOf(web).filter(isUnmarked)
  if (unmarked.length > 0)
    throw new Error(
      `These routes don't say who may use them: ${unmarked.map((route) => `${route.method} ${route.path}`).join(', ')}`,
    )
}
