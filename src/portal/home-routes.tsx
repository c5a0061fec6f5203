import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, line, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { hashChosen } from '#src/staff/chosen-password.ts'
import { changePasswordForm } from '#src/staff/form.ts'
import { confirmPassword } from '#src/staff/limits.ts'
import { HomePage } from '#views/portal/home.tsx'
import { words } from '#views/portal/words.ts'
import { client, clientActor, clientLanguage, clientOf, clientViewer } from './gate.ts'
import { clientLimits } from './limits.ts'
import { accountsOfLogin, findClientLogin } from './login.ts'
import { setClientPassword } from './password.ts'
import { portalSections, waitingFor } from './section.ts'
import { clientSessionsOf, endClientSessionsOf } from './sessions.ts'
import { latestVisits } from './visit.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'portal password refused': true
  }
}

const languageForm = z.object({ language: line(2) })
const shownVisits = 10

/** What is a client's own: what their login opens, when it was used, and what they set about it. */
export const homeRoutes = new Hono()

const homePage = async (c: Context, form: FormState, status: 200 | 422) => {
  const me = clientOf(c)
  const [accounts, visits, sessions] = await Promise.all([
    accountsOfLogin(c.var.db, me.loginId),
    latestVisits(c.var.db, me.loginId, shownVisits),
    clientSessionsOf(c.var.db, me.loginId),
  ])
  const viewer = await clientViewer(c)
  const waiting = await waitingFor(c.var.db, me, viewer, accounts)
  const shown = {
    accounts,
    waiting,
    sections: portalSections(viewer.modules),
    visits,
    otherSessions: sessions.length - 1,
  }
  return answer(c, { page: <HomePage viewer={viewer} client={me} {...shown} form={form} />, status })
}

homeRoutes.get('/portal', client(), (c) => homePage(c, emptyForm(), 200))

homeRoutes.post('/portal/password', client(), async (c) => {
  const me = clientOf(c)
  const parsed = parseForm(changePasswordForm, await readPosted(c))
  if (!parsed.ok) return homePage(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
  const login = await findClientLogin(c.var.db, me.email)
  if (!login) throw notFound()
  const said = {
    sessionId: me.sessionId,
    password: parsed.data.now,
    hash: login.password_hash,
    realm: clientLimits,
  }
  const refused = { kind: 'portal password refused', contactId: login.contact_id, subject: login.email } as const
  if (!(await confirmPassword(c.var.app, clientActor(c), said, refused)))
    return homePage(c, withProblem(emptyForm(), 'now', 'wrong'), 422)
  const chosen = await hashChosen(c.var.db, parsed.data, [login.display_name, login.email])
  if ('problem' in chosen) return homePage(c, withProblem(emptyForm(), chosen.field, chosen.problem), 422)
  await write(c, (act) => setClientPassword(act, login, chosen.hash, me.sessionId))
  return done(c, { to: '/portal', flash: words[clientLanguage(c)].passwordChanged })
})

homeRoutes.post('/portal/sessions/removal', client(), async (c) => {
  const { loginId, contactId, sessionId, email } = clientOf(c)
  await write(c, async (act) => {
    await endClientSessionsOf(act.trx, loginId, sessionId)
    await record(act, { kind: 'session ended', contactId, subject: email })
  })
  return done(c, { to: '/portal', flash: words[clientLanguage(c)].endedOthers })
})

homeRoutes.post('/portal/language', client(), async (c) => {
  const { form } = parseForm(languageForm, await readPosted(c))
  const chosen = form.values.language
  const language = isLanguage(chosen) ? chosen : null
  const { loginId } = clientOf(c)
  await write(c, ({ trx }) => trx.updateTable('portal_login').set({ language }).where('id', '=', loginId).execute())
  return done(c, { to: '/portal', flash: words[language ?? clientLanguage(c)].saved })
})
