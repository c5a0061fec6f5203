import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { enqueueQuietly } from '#src/platform/queue/queue.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound, Refusal } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, line, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { askingLimit } from '#src/platform/web/limits.ts'
import { MePage } from '#views/staff/me.tsx'
import { AskResetPage, ChoosePasswordPage } from '#views/staff/password.tsx'
import { SettingsPage } from '#views/staff/settings.tsx'
import { words } from '#views/staff/words.ts'
import { hashChosen } from './chosen-password.ts'
import { changePasswordForm, newPasswordForm, resetForm } from './form.ts'
import { actorOf, anyone, keepSession, languageOf, may, staffOf, viewerOf } from './gate.ts'
import { confirmPassword, staffLimits } from './limits.ts'
import { findPerson, setPassword } from './person.ts'
import type { ForgottenPassword } from './reset.ts'
import { beginSession, endSession, endSessionsOf, sessionsOf } from './sessions.ts'
import { findStaffByEmail } from './staff.ts'
import { findToken, spendToken, type TokenKind } from './tokens.ts'

const languageForm = z.object({ language: line(2) })
const sessionForm = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) })

/** One's own settings, and the ways to a password of one's own. */
export function meRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const now = () => app.clock().toISOString()

  routes.get('/settings', may('signed in'), async (c) =>
    answer(c, { page: <SettingsPage viewer={await viewerOf(c, app)} /> }),
  )

  const mePage = async (c: Context, form: FormState, status: 200 | 422) => {
    const me = staffOf(c)
    const props = {
      own: me.language,
      sessions: await sessionsOf(db, me.id),
      current: c.get('signedIn')!.sessionId,
      form,
    }
    return answer(c, { page: <MePage viewer={await viewerOf(c, app)} {...props} />, status })
  }

  routes.get('/me', may('signed in'), (c) => mePage(c, emptyForm(), 200))

  routes.post('/me/language', may('signed in'), async (c) => {
    const parsed = parseForm(languageForm, await readPosted(c))
    const chosen = parsed.form.values.language
    const language = isLanguage(chosen) ? chosen : null
    await app.db.write((trx) => trx.updateTable('staff').set({ language }).where('id', '=', staffOf(c).id).execute())
    return done(c, app, { to: '/me', flash: words[language ?? languageOf(c, app)].saved })
  })

  routes.post('/me/password', may('signed in'), async (c) => {
    const me = await findPerson(db, staffOf(c).id)
    const parsed = parseForm(changePasswordForm, await readPosted(c))
    if (!parsed.ok) return mePage(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
    const { sessionId } = c.get('signedIn')!
    const said = { sessionId, password: parsed.data.now, hash: me.password_hash, realm: staffLimits }
    if (!(await confirmPassword(app, actorOf(c), said, { kind: 'password refused', subject: me.name })))
      return mePage(c, withProblem(emptyForm(), 'now', 'wrong'), 422)
    const chosen = await hashChosen(db, parsed.data, [me.name, me.email])
    if ('problem' in chosen) return mePage(c, withProblem(emptyForm(), chosen.field, chosen.problem), 422)
    await perform(app, actorOf(c), (act) => setPassword(act, me.id, chosen.hash, sessionId))
    return done(c, app, { to: '/me', flash: words[languageOf(c, app)].passwordChanged })
  })

  routes.post('/me/sessions/end', may('signed in'), async (c) => {
    const parsed = parseForm(sessionForm, await readPosted(c))
    const own = await sessionsOf(db, staffOf(c).id)
    if (!parsed.ok || !own.some((session) => session.id === parsed.data.session)) throw notFound()
    await perform(app, actorOf(c), async (act) => {
      await endSession(act.trx, parsed.data.session)
      await record(act, { kind: 'session ended', subject: act.by.name })
    })
    return done(c, app, { to: '/me', flash: words[languageOf(c, app)].ended })
  })

  routes.post('/me/sessions/removal', may('signed in'), async (c) => {
    await perform(app, actorOf(c), async (act) => {
      await endSessionsOf(act.trx, staffOf(c).id, c.get('signedIn')!.sessionId)
      await record(act, { kind: 'session ended', subject: act.by.name })
    })
    return done(c, app, { to: '/me', flash: words[languageOf(c, app)].endedAll })
  })

  const asked = askingLimit()

  routes.get('/password-reset', anyone(), async (c) =>
    answer(c, { page: <AskResetPage viewer={await viewerOf(c, app)} form={emptyForm()} sent={false} /> }),
  )

  routes.post('/password-reset', anyone(), async (c) => {
    const parsed = parseForm(resetForm, await readPosted(c))
    const viewer = await viewerOf(c, app)
    if (!parsed.ok)
      return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent={false} />, status: 422 })
    if (!(await asked.take(c, emailKey(parsed.data.email)))) throw new Refusal(429, 'too many')
    const person = await findStaffByEmail(db, parsed.data.email)
    // The answer is the same for an address that is nobody's, and takes as long: the rest is the queue's.
    const forgotten: ForgottenPassword = { staffId: person?.id ?? null, by: actorOf(c), language: viewer.language }
    await enqueueQuietly(app, 'forgotten password', forgotten)
    return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent /> })
  })

  for (const [path, kind] of [
    ['/invitation/:token', 'invitation'],
    ['/password-reset/:token', 'reset'],
  ] as const) {
    const page = async (c: Context, form: FormState, status: 200 | 422) => {
      const person = await findToken(db, c.req.param('token') ?? '', kind, now())
      const viewer = await viewerOf(c, app)
      const w = words[viewer.language]
      const title = kind === 'invitation' ? w.choosePassword(person.name) : w.newPassword(person.name)
      return answer(c, {
        page: <ChoosePasswordPage viewer={viewer} title={title} action={c.req.path} email={person.email} form={form} />,
        status,
      })
    }
    routes.get(path, anyone(), (c) => page(c, emptyForm(), 200))
    routes.post(path, anyone(), (c) => choosePassword(c, kind, page))
  }

  async function choosePassword(
    c: Context,
    kind: TokenKind,
    page: (c: Context, form: FormState, status: 422) => Promise<Response>,
  ) {
    const token = c.req.param('token') ?? ''
    const person = await findToken(db, token, kind, now())
    const parsed = parseForm(newPasswordForm, await readPosted(c))
    if (!parsed.ok) return page(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
    const chosen = await hashChosen(db, parsed.data, [person.name, person.email])
    if ('problem' in chosen) return page(c, withProblem(emptyForm(), chosen.field, chosen.problem), 422)
    const by = { ...actorOf(c), staffId: person.id, name: person.name }
    const previous = c.get('signedIn')?.sessionId
    const session = await perform(app, by, async (act) => {
      const { id } = await spendToken(act, token, kind)
      await setPassword(act, id, chosen.hash)
      if (kind === 'invitation') await record(act, { kind: 'invitation used', subject: person.name })
      // Whoever was signed in in this browser is not any more.
      if (previous) await endSession(act.trx, previous)
      return beginSession(act.trx, id, app.clock(), { address: by.address, userAgent: by.userAgent })
    })
    await staffLimits.proven(c, app, emailKey(person.email))
    keepSession(c, app, 'session', session)
    return c.redirect('/', 303)
  }

  return routes
}
