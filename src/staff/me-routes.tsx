import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { perform, record } from '#src/audit/audit.ts'
import { post } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { writeCookie } from '#src/platform/web/cookies.ts'
import { notFound, Refusal } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, line, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { askingLimit } from '#src/platform/web/limits.ts'
import { MePage } from '#views/staff/me.tsx'
import { AskResetPage, ChoosePasswordPage } from '#views/staff/password.tsx'
import { SettingsPage } from '#views/staff/settings.tsx'
import { words } from '#views/staff/words.ts'
import { newPassword, newPasswordForm, resetForm } from './form.ts'
import { actorOf, anyone, languageOf, may, staffOf, viewerOf } from './gate.ts'
import { hashPassword, isPasswordOf } from './password.ts'
import { findPerson, setPassword } from './person.ts'
import { beginSession, endSession, endSessionsOf, sessionsOf } from './sessions.ts'
import { findStaffByEmail } from './staff.ts'
import { findToken, spendToken, type TokenKind } from './tokens.ts'

const languageForm = z.object({ language: line(2) })
const changeForm = z.object({ now: z.string().max(200), password: newPassword, again: z.string().max(200) })
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
    const parsed = parseForm(changeForm, await readPosted(c))
    const problems = emptyForm()
    if (!parsed.ok) return mePage(c, { ...problems, problems: parsed.form.problems }, 422)
    if (parsed.data.password !== parsed.data.again)
      return mePage(c, withProblem(problems, 'again', 'passwords differ'), 422)
    if (!(await isPasswordOf(me.password_hash, parsed.data.now)))
      return mePage(c, withProblem(problems, 'now', 'wrong'), 422)
    const passwordHash = await hashPassword(parsed.data.password)
    await perform(app, actorOf(c), (act) => setPassword(act, me.id, passwordHash, c.get('signedIn')!.sessionId))
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
    if (!(await asked.take(c.get('clientAddress')))) throw new Refusal(429, 'too many')
    const person = await findStaffByEmail(db, parsed.data.email)
    // The answer is the same for an address that is nobody's.
    if (person?.password_hash && !person.deactivated_at)
      await perform(app, { ...actorOf(c), name: person.name }, async (act) => {
        await post(act, {
          template: 'password reset',
          to: { staffId: person.id },
          email: person.email,
          language: person.language ?? viewer.language,
        })
        await record(act, { kind: 'password reset asked', subject: person.name })
      })
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
    if (parsed.data.password !== parsed.data.again)
      return page(c, withProblem(emptyForm(), 'again', 'passwords differ'), 422)
    const passwordHash = await hashPassword(parsed.data.password)
    const by = { ...actorOf(c), staffId: person.id, name: person.name }
    const previous = c.get('signedIn')?.sessionId
    const session = await perform(app, by, async (act) => {
      const { id } = await spendToken(act, token, kind)
      await setPassword(act, id, passwordHash)
      if (kind === 'invitation') await record(act, { kind: 'invitation used', subject: person.name })
      // Whoever was signed in in this browser is not any more.
      if (previous) await endSession(act.trx, previous)
      return beginSession(act.trx, id, app.clock(), { address: by.address, userAgent: by.userAgent })
    })
    writeCookie(c, app.config, 'session', session.token, session.seconds)
    return c.redirect('/', 303)
  }

  return routes
}
