import { type Context, Hono } from 'hono'
import { perform, systemActor } from '#src/audit/audit.ts'
import { makeDemoFirm } from '#src/demo/demo.ts'
import { createFirm, findFirm } from '#src/firm/firm.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { answer, keepFlash } from '#src/platform/web/answer.tsx'
import { writeCookie } from '#src/platform/web/cookies.ts'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { setSessionCookie } from '#src/platform/web/session-cookie.ts'
import { hashChosen } from '#src/staff/chosen-password.ts'
import { actorOf, anyone, languageOf, viewerOf } from '#src/staff/gate.ts'
import { staffLimits } from '#src/staff/limits.ts'
import { beginSession } from '#src/staff/sessions.ts'
import { addStaff } from '#src/staff/staff.ts'
import { LoadingPage, SetupOverPage, SetupPage } from '#views/setup/setup.tsx'
import { words } from '#views/setup/words.ts'
import { setupDemoForm, setupForm } from './form.ts'
import { load, loadingOf } from './loading.ts'
import { isSetupToken } from './setup-token.ts'

/** The page behind the one-time link that the first start prints. */
export const setupRoutes = new Hono()

/** There is nothing to set up: it is done, or the link is another installation's. */
const over = async (c: Context) => {
  const isDone = Boolean(await findFirm(c.var.db))
  return answer(c, { page: <SetupOverPage viewer={await viewerOf(c)} isDone={isDone} />, status: 404 })
}
const isOver = async (c: Context, token: string | undefined) =>
  !isSetupToken(c.var.app, token) || Boolean(await findFirm(c.var.db))
const isLoading = async (c: Context) => (await loadingOf(c.var.app))?.state === 'running'
const to = (path: string, token: string) => `${path}?${new URLSearchParams({ token })}`
/** While the demo firm is being loaded, everything else waits for it. */
const toProgress = (c: Context, token: string) => c.redirect(to('/setup/demo', token), 303)

const page = async (c: Context, token: string, form: FormState, demo: FormState, status: 200 | 422) => {
  const viewer = await viewerOf(c)
  return answer(c, { page: <SetupPage viewer={viewer} token={token} form={form} demo={demo} />, status })
}

setupRoutes.get('/setup', anyone(), async (c) => {
  const token = c.req.query('token') ?? ''
  if (await isOver(c, token)) return over(c)
  if (await isLoading(c)) return toProgress(c, token)
  const language = languageOf(c)
  if (c.req.query('language')) writeCookie(c, c.var.app.config, 'language', language, 31_536_000)
  const guess =
    language === 'pt' ? { country: 'PT', time_zone: 'Europe/Lisbon' } : { country: 'GB', time_zone: 'Europe/London' }
  return page(c, token, emptyForm({ ...guess, language }), emptyForm(), 200)
})

setupRoutes.post('/setup', anyone(), async (c) => {
  const parsed = parseForm(setupForm, await readPosted(c))
  const token = parsed.form.values.token ?? ''
  if (await isOver(c, token)) return over(c)
  if (await isLoading(c)) return toProgress(c, token)
  if (!parsed.ok) return page(c, token, parsed.form, emptyForm(), 422)
  const { name, country, time_zone, language, owner_name, email } = parsed.data
  const chosen = await hashChosen(c.var.db, parsed.data, [owner_name, email, name])
  if ('problem' in chosen)
    return page(c, token, withProblem(parsed.form, chosen.field, chosen.problem), emptyForm(), 422)
  const by = { ...actorOf(c), name: owner_name }
  const session = await perform(c.var.app, by, async (act) => {
    await createFirm(act, { name, country, time_zone, language })
    const id = await addStaff(act, { email, name: owner_name, role: 'owner', language, passwordHash: chosen.hash })
    return beginSession(act.trx, id, c.var.app.clock(), { address: by.address, userAgent: by.userAgent })
  })
  await staffLimits.proven(c, emailKey(email))
  staffLimits.remember(c, emailKey(email))
  setSessionCookie(c, 'session', session)
  return c.redirect('/', 303)
})

setupRoutes.post('/setup/demo', anyone(), async (c) => {
  const { app } = c.var
  const parsed = parseForm(setupDemoForm, await readPosted(c))
  const token = parsed.form.values.token ?? ''
  if (await isOver(c, token)) return over(c)
  if (!parsed.ok && !(await isLoading(c))) return page(c, token, emptyForm(), parsed.form, 422)
  const language = languageOf(c)
  if (parsed.ok) await load(app, (told) => makeDemoFirm(app, systemActor, parsed.data.password, { language, told }))
  return toProgress(c, token)
})

/** How far the demo firm is: the page comes again by itself until it is there. */
setupRoutes.get('/setup/demo', anyone(), async (c) => {
  const token = c.req.query('token') ?? ''
  const loading = isSetupToken(c.var.app, token) ? await loadingOf(c.var.app) : undefined
  if (!loading) return over(c)
  const w = words[languageOf(c)]
  if (loading.state === 'running') {
    c.header('Refresh', '2')
    return answer(c, { page: <LoadingPage viewer={await viewerOf(c)} token={token} part={loading.part} /> })
  }
  const isDone = loading.state === 'done'
  keepFlash(c, isDone ? { kind: 'done', text: w.demoLoaded } : { kind: 'problem', text: w.demoFailed })
  return c.redirect(isDone ? '/sign-in' : to('/setup', token), 303)
})
