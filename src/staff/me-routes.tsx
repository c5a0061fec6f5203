import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { enqueueQuietly } from '#src/platform/queue/queue.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound, Refusal } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  line,
  parseForm,
  readPosted,
  wantedForm,
  withProblem,
} from '#src/platform/web/form.ts'
import { askingLimit } from '#src/platform/web/limits.ts'
import { authenticatorSince } from '#src/second-factor/authenticator.ts'
import { enter } from '#src/second-factor/entering.ts'
import { MePage } from '#views/staff/me.tsx'
import { AskResetPage, ChoosePasswordPage } from '#views/staff/password.tsx'
import { SettingsPage } from '#views/staff/settings.tsx'
import { words } from '#views/staff/words.ts'
import { hashChosen } from './chosen-password.ts'
import { changePasswordForm, newPasswordForm, resetForm } from './form.ts'
import { actorOf, anyone, languageOf, may, staffOf, viewerOf } from './gate.ts'
import { confirmPassword, staffLimits } from './limits.ts'
import { findPerson, setPassword } from './person.ts'
import type { ForgottenPassword } from './reset.ts'
import { endSession, endSessionsOf, sessionsOf } from './sessions.ts'
import { findStaffByEmail } from './staff.ts'
import { findToken, spendToken, type TokenKind } from './tokens.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'password refused': true
    'session ended': true
    'invitation used': true
  }
}

const languageForm = z.object({ language: line(2) })
const sessionForm = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) })

/** One's own settings, and the ways to a password of one's own. */
export const meRoutes = new Hono()

const now = (c: Context) => c.var.app.clock().toISOString()

meRoutes.get('/settings', may('signed in'), async (c) =>
  answer(c, { page: <SettingsPage viewer={await viewerOf(c)} /> }),
)

const mePage = async (c: Context, form: FormState, status: 200 | 422) => {
  const me = staffOf(c)
  const props = {
    own: me.language,
    sessions: await sessionsOf(c.var.db, me.id),
    current: c.get('signedIn')!.sessionId,
    hasFactor: (await authenticatorSince(c.var.db, me.id)) !== null,
    form,
  }
  return answer(c, { page: <MePage viewer={await viewerOf(c)} {...props} />, status })
}

meRoutes.get('/me', may('signed in'), (c) => mePage(c, emptyForm(), 200))

meRoutes.post('/me/language', may('signed in', 'one’s own language'), async (c) => {
  const parsed = parseForm(languageForm, await readPosted(c))
  const chosen = parsed.form.values.language
  const language = isLanguage(chosen) ? chosen : null
  await write(c, ({ trx }) => trx.updateTable('staff').set({ language }).where('id', '=', staffOf(c).id).execute())
  return done(c, { to: '/me', flash: words[language ?? languageOf(c)].saved })
})

meRoutes.post('/me/shortcuts', may('signed in', 'one’s own shortcuts'), async (c) => {
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (!parsed.ok) return mePage(c, emptyForm(), 422)
  const has_shortcuts = parsed.data.wanted === 'on' ? 1 : 0
  await write(c, ({ trx }) => trx.updateTable('staff').set({ has_shortcuts }).where('id', '=', staffOf(c).id).execute())
  return done(c, { to: '/me#shortcuts', flash: words[languageOf(c)].saved })
})

meRoutes.post('/me/password', may('signed in', 'one’s own password'), async (c) => {
  const me = await findPerson(c.var.db, staffOf(c).id)
  const parsed = parseForm(changePasswordForm, await readPosted(c))
  if (!parsed.ok) return mePage(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
  const { sessionId } = c.get('signedIn')!
  const said = { sessionId, password: parsed.data.now, hash: me.password_hash, realm: staffLimits }
  if (!(await confirmPassword(c.var.app, actorOf(c), said, { kind: 'password refused', subject: me.name })))
    return mePage(c, withProblem(emptyForm(), 'now', 'wrong'), 422)
  const chosen = await hashChosen(c.var.db, parsed.data, [me.name, me.email])
  if ('problem' in chosen) return mePage(c, withProblem(emptyForm(), chosen.field, chosen.problem), 422)
  await write(c, (act) => setPassword(act, me.id, chosen.hash, sessionId))
  return done(c, { to: '/me', flash: words[languageOf(c)].passwordChanged })
})

meRoutes.post('/me/sessions/end', may('signed in', 'one’s own sessions'), async (c) => {
  const parsed = parseForm(sessionForm, await readPosted(c))
  const own = await sessionsOf(c.var.db, staffOf(c).id)
  if (!parsed.ok || !own.some((session) => session.id === parsed.data.session)) throw notFound()
  await write(c, async (act) => {
    await endSession(act.trx, parsed.data.session)
    await record(act, { kind: 'session ended', subject: act.by.name })
  })
  return done(c, { to: '/me', flash: words[languageOf(c)].ended })
})

meRoutes.post('/me/sessions/removal', may('signed in', 'one’s own sessions'), async (c) => {
  await write(c, async (act) => {
    await endSessionsOf(act.trx, staffOf(c).id, c.get('signedIn')!.sessionId)
    await record(act, { kind: 'session ended', subject: act.by.name })
  })
  return done(c, { to: '/me', flash: words[languageOf(c)].endedAll })
})

const asked = askingLimit('staff')

meRoutes.get('/password-reset', anyone(), async (c) =>
  answer(c, { page: <AskResetPage viewer={await viewerOf(c)} form={emptyForm()} sent={false} /> }),
)

meRoutes.post('/password-reset', anyone(), async (c) => {
  const parsed = parseForm(resetForm, await readPosted(c))
  const viewer = await viewerOf(c)
  if (!parsed.ok)
    return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent={false} />, status: 422 })
  if (!(await asked.take(c, emailKey(parsed.data.email)))) throw new Refusal(429, 'too many')
  const person = await findStaffByEmail(c.var.db, parsed.data.email)
  // The answer is the same for an address that is nobody's, and takes as long: the rest is the queue's.
  const forgotten: ForgottenPassword = { staffId: person?.id ?? null, by: actorOf(c), language: viewer.language }
  await enqueueQuietly(c.var.app, 'forgotten password', forgotten)
  return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent /> })
})

for (const [path, kind] of [
  ['/invitation/:token', 'invitation'],
  ['/password-reset/:token', 'reset'],
] as const) {
  const page = async (c: Context, form: FormState, status: 200 | 422) => {
    const person = await findToken(c.var.db, c.req.param('token') ?? '', kind, now(c))
    const viewer = await viewerOf(c)
    const w = words[viewer.language]
    const title = kind === 'invitation' ? w.choosePassword(person.name) : w.newPassword(person.name)
    return answer(c, {
      page: <ChoosePasswordPage viewer={viewer} title={title} action={c.req.path} email={person.email} form={form} />,
      status,
    })
  }
  meRoutes.get(path, anyone(), (c) => page(c, emptyForm(), 200))
  meRoutes.post(path, anyone(), (c) => choosePassword(c, kind, page))
}

async function choosePassword(
  c: Context,
  kind: TokenKind,
  page: (c: Context, form: FormState, status: 422) => Promise<Response>,
) {
  const token = c.req.param('token') ?? ''
  const person = await findToken(c.var.db, token, kind, now(c))
  const parsed = parseForm(newPasswordForm, await readPosted(c))
  if (!parsed.ok) return page(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
  const chosen = await hashChosen(c.var.db, parsed.data, [person.name, person.email])
  if ('problem' in chosen) return page(c, withProblem(emptyForm(), chosen.field, chosen.problem), 422)
  const answered = await enter(c, person, '/', async (act) => {
    await spendToken(act, token, kind)
    await setPassword(act, person.id, chosen.hash)
    if (kind === 'invitation') await record(act, { kind: 'invitation used', subject: person.name })
  })
  await staffLimits.proven(c, emailKey(person.email))
  return answered
}
