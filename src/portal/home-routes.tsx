import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { emptyForm, type FormState, line, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { newPassword } from '#src/staff/form.ts'
import { hashPassword, isPasswordOf } from '#src/staff/password.ts'
import { HomePage } from '#views/portal/home.tsx'
import { words } from '#views/portal/words.ts'
import { client, clientActor, clientLanguage, clientOf, clientViewer } from './gate.ts'
import { accountsOfLogin, findClientLogin } from './login.ts'
import { setClientPassword } from './password.ts'
import { portalSections, waitingFor } from './section.ts'
import { clientSessionsOf, endClientSessionsOf } from './sessions.ts'
import { latestVisits } from './visit.ts'

const languageForm = z.object({ language: line(2) })
const changeForm = z.object({ now: z.string().max(200), password: newPassword, again: z.string().max(200) })
const shownVisits = 10

/** What is a client's own: what their login opens, when it was used, and what they set about it. */
export function homeRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  const homePage = async (c: Context, form: FormState, status: 200 | 422) => {
    const me = clientOf(c)
    const [accounts, visits, sessions] = await Promise.all([
      accountsOfLogin(db, me.loginId),
      latestVisits(db, me.loginId, shownVisits),
      clientSessionsOf(db, me.loginId),
    ])
    const viewer = await clientViewer(c, app)
    const waiting = await waitingFor(db, me, viewer, accounts)
    const shown = { accounts, waiting, sections: portalSections(), visits, otherSessions: sessions.length - 1 }
    return answer(c, { page: <HomePage viewer={viewer} client={me} {...shown} form={form} />, status })
  }

  routes.get('/portal', client(), (c) => homePage(c, emptyForm(), 200))

  routes.post('/portal/password', client(), async (c) => {
    const me = clientOf(c)
    const parsed = parseForm(changeForm, await readPosted(c))
    if (!parsed.ok) return homePage(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
    const { now, password, again } = parsed.data
    if (password !== again) return homePage(c, withProblem(emptyForm(), 'again', 'passwords differ'), 422)
    const login = await findClientLogin(db, me.email)
    if (!login || !(await isPasswordOf(login.password_hash, now)))
      return homePage(c, withProblem(emptyForm(), 'now', 'wrong'), 422)
    const passwordHash = await hashPassword(password)
    await perform(app, clientActor(c), (act) => setClientPassword(act, login, passwordHash, me.sessionId))
    return done(c, app, { to: '/portal', flash: words[clientLanguage(c, app)].passwordChanged })
  })

  routes.post('/portal/sessions/removal', client(), async (c) => {
    const { loginId, contactId, sessionId, email } = clientOf(c)
    await perform(app, clientActor(c), async (act) => {
      await endClientSessionsOf(act.trx, loginId, sessionId)
      await record(act, { kind: 'session ended', contactId, subject: email })
    })
    return done(c, app, { to: '/portal', flash: words[clientLanguage(c, app)].endedOthers })
  })

  routes.post('/portal/language', client(), async (c) => {
    const { form } = parseForm(languageForm, await readPosted(c))
    const chosen = form.values.language
    const language = isLanguage(chosen) ? chosen : null
    const { loginId } = clientOf(c)
    await app.db.write((trx) => trx.updateTable('portal_login').set({ language }).where('id', '=', loginId).execute())
    return done(c, app, { to: '/portal', flash: words[language ?? clientLanguage(c, app)].saved })
  })

  return routes
}
