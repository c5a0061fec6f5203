import { Hono } from 'hono'
import { perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { dropCookie, writeCookie } from '#src/platform/web/cookies.ts'
import { emptyForm, parseForm, readPosted } from '#src/platform/web/form.ts'
import { signInLimits } from '#src/platform/web/limits.ts'
import { SignInPage } from '#views/staff/sign-in.tsx'
import { signInForm } from './form.ts'
import { actorOf, anyone, may, viewerOf } from './gate.ts'
import { isPasswordOf } from './password.ts'
import { beginSession, endSession } from './sessions.ts'
import { findStaffByEmail } from './staff.ts'

/** A path of our own to go on to after signing in, never another site. */
const ownPath = (next: string) => (/^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/')

export function signInRoutes(app: App): Hono {
  const routes = new Hono()
  const limits = signInLimits()

  routes.get('/sign-in', anyone(), async (c) => {
    if (c.get('signedIn')) return c.redirect('/', 303)
    const chosen = c.req.query('language')
    const viewer = await viewerOf(c, app)
    if (chosen) writeCookie(c, app.config, 'language', viewer.language, 31_536_000)
    return answer(c, { page: <SignInPage viewer={viewer} form={emptyForm()} next={c.req.query('next') ?? ''} /> })
  })

  routes.post('/sign-in', anyone(), async (c) => {
    const parsed = parseForm(signInForm, await readPosted(c))
    const { email = '', password = '', next = '' } = parsed.form.values
    const again = async (refused: 'wrong' | 'too many') =>
      answer(c, {
        page: <SignInPage viewer={await viewerOf(c, app)} form={emptyForm({ email })} next={next} refused={refused} />,
        status: refused === 'wrong' ? 422 : 429,
      })
    if (!parsed.ok) return again('wrong')
    const address = c.get('clientAddress')
    const name = emailKey(email)
    if (!(await limits.take(address, name))) return again('too many')
    const person = await findStaffByEmail(app.db.read, email)
    const allowed = await isPasswordOf(person?.deactivated_at ? null : person?.password_hash, password)
    if (!person || !allowed) {
      await perform(app, actorOf(c), (act) => record(act, { kind: 'sign-in refused', subject: email }))
      return again('wrong')
    }
    await limits.forget(address, name)
    const by = { ...actorOf(c), staffId: person.id, name: person.name }
    const previous = c.get('signedIn')?.sessionId
    const session = await perform(app, by, async (act) => {
      // A new session each time: one that somebody planted in this browser is worth nothing.
      if (previous) await endSession(act.trx, previous)
      await record(act, { kind: 'signed in', subject: person.name })
      return beginSession(act.trx, person.id, app.clock(), { address, userAgent: by.userAgent })
    })
    writeCookie(c, app.config, 'session', session.token, session.seconds)
    return c.redirect(ownPath(next), 303)
  })

  routes.post('/sign-out', may('signed in'), async (c) => {
    const sessionId = c.get('signedIn')!.sessionId
    await perform(app, actorOf(c), async (act) => {
      await record(act, { kind: 'signed out', subject: act.by.name })
      await endSession(act.trx, sessionId)
    })
    dropCookie(c, app.config, 'session')
    c.header('Clear-Site-Data', '"cache"')
    return c.redirect('/sign-in', 303)
  })

  return routes
}
