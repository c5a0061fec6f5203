import { Hono } from 'hono'
import { perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { dropCookie, writeCookie } from '#src/platform/web/cookies.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { emptyForm, parseForm, readPosted } from '#src/platform/web/form.ts'
import { askingLimit, signInLimits } from '#src/platform/web/limits.ts'
import { resetForm, signInForm } from '#src/staff/form.ts'
import { anyone } from '#src/staff/gate.ts'
import { isPasswordOf } from '#src/staff/password.ts'
import { AskResetPage, type Refused, SignInPage } from '#views/portal/sign-in.tsx'
import { client, clientActor, clientOf, clientViewer } from './gate.ts'
import { sendPasswordReset } from './invitation.ts'
import { accountsOfLogin, findClientLogin } from './login.ts'
import { endClientSession } from './sessions.ts'
import { enter } from './visit.ts'

const statusOf: Record<Refused, 403 | 422 | 429> = { refused: 422, tooMany: 429, nothingOpen: 403 }

export function signInRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const limits = signInLimits()
  const asked = askingLimit()

  routes.get('/portal/sign-in', anyone(), async (c) => {
    if (c.get('client')) return c.redirect('/portal', 303)
    return answer(c, { page: <SignInPage viewer={await clientViewer(c, app)} form={emptyForm()} /> })
  })

  routes.post('/portal/sign-in', anyone(), async (c) => {
    const parsed = parseForm(signInForm, await readPosted(c))
    const { email = '', password = '' } = parsed.form.values
    const again = async (refused: Refused) =>
      answer(c, {
        page: <SignInPage viewer={await clientViewer(c, app)} form={emptyForm({ email })} refused={refused} />,
        status: statusOf[refused],
      })
    if (!parsed.ok) return again('refused')
    const address = c.get('clientAddress')
    const name = emailKey(email)
    if (!(await limits.take(address, name))) return again('tooMany')
    const login = await findClientLogin(db, email)
    const isTheirs = await isPasswordOf(login?.password_hash, password)
    const mayEnter = login && isTheirs && (await accountsOfLogin(db, login.id)).length > 0
    if (!mayEnter) {
      await perform(app, clientActor(c, ''), (act) =>
        record(act, { kind: 'portal sign-in refused', contactId: login?.contact_id, subject: email }),
      )
      return again(login && isTheirs ? 'nothingOpen' : 'refused')
    }
    await limits.forget(address, name)
    const previous = c.get('client')?.sessionId
    const session = await perform(app, clientActor(c, login.display_name), async (act) => {
      // A new session each time: one that somebody planted in this browser is worth nothing.
      if (previous) await endClientSession(act.trx, previous)
      await record(act, { kind: 'portal signed in', contactId: login.contact_id, subject: login.email })
      return enter(act, login.id, 'sign-in')
    })
    writeCookie(c, app.config, 'portal', session.token, session.seconds)
    return c.redirect('/portal', 303)
  })

  routes.post('/portal/sign-out', client(), async (c) => {
    const { sessionId, contactId, email } = clientOf(c)
    await perform(app, clientActor(c), async (act) => {
      await record(act, { kind: 'portal signed out', contactId, subject: email })
      await endClientSession(act.trx, sessionId)
    })
    dropCookie(c, app.config, 'portal')
    c.header('Clear-Site-Data', '"cache"')
    return c.redirect('/portal/sign-in', 303)
  })

  routes.get('/portal/password-reset', anyone(), async (c) =>
    answer(c, { page: <AskResetPage viewer={await clientViewer(c, app)} form={emptyForm()} sent={false} /> }),
  )

  routes.post('/portal/password-reset', anyone(), async (c) => {
    const parsed = parseForm(resetForm, await readPosted(c))
    const viewer = await clientViewer(c, app)
    if (!parsed.ok)
      return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent={false} />, status: 422 })
    if (!(await asked.take(c.get('clientAddress')))) throw new Refusal(429, 'too many')
    const login = await findClientLogin(db, parsed.data.email)
    // The answer is the same for an address that is nobody's, and for one that opens nothing.
    if (login && (await accountsOfLogin(db, login.id)).length > 0)
      await perform(app, clientActor(c, login.display_name), (act) =>
        sendPasswordReset(act, { ...login, language: login.language ?? login.contact_language }),
      )
    return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent /> })
  })

  return routes
}
