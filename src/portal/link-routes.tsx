import { type Context, Hono } from 'hono'
import { type Act, perform } from '#src/audit/audit.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { isLanguage, type Language } from '#src/platform/language/language.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { setSessionCookie } from '#src/platform/web/session-cookie.ts'
import { hashChosen } from '#src/staff/chosen-password.ts'
import { newPasswordForm } from '#src/staff/form.ts'
import { anyone } from '#src/staff/gate.ts'
import { ActivationPage, ResetPage } from '#views/portal/activation.tsx'
import { ClosedPage } from '#views/portal/plain.tsx'
import { activate, findActivation } from './activation.ts'
import { clientActor, clientViewer } from './gate.ts'
import { clientLimits } from './limits.ts'
import { UnusableLink } from './no-way-in.ts'
import { resetClientPassword } from './password.ts'
import { endClientSession } from './sessions.ts'
import { findReset } from './tokens.ts'
import { startClientSession } from './visit.ts'

type Person = { display_name: string; email: string }

/** Behind the links that are sent: an invitation's and that for a new password. Looking uses nothing up. */
export const mailedLinkRoutes = new Hono()

const now = (c: Context) => c.var.app.clock().toISOString()
const tokenIn = (c: Context) => c.req.param('token') ?? ''
const chosenLanguage = (c: Context): Language | null => {
  const chosen = c.req.query('language')
  return isLanguage(chosen) ? chosen : null
}
const common = (c: Context, form: FormState) => ({
  action: chosenLanguage(c) ? `${c.req.path}?language=${chosenLanguage(c)}` : c.req.path,
  others: { client: c.get('client')?.name ?? null, staff: c.get('signedIn')?.staff.name ?? null },
  form,
})

/** The page that the work leads to, or the one that says why the link leads nowhere. */
const orWhyNot = async (c: Context, work: () => Promise<Response>) => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UnusableLink)) throw error
    return answer(c, {
      page: <ClosedPage viewer={await clientViewer(c)} why={error.why} />,
      status: error.status,
    })
  }
}

const activationPage = async (c: Context, form: FormState, status: 200 | 422) => {
  const { email, opened, language } = await findActivation(c.var.db, tokenIn(c), now(c))
  const viewer = await clientViewer(c, language)
  return answer(c, {
    page: <ActivationPage viewer={viewer} email={email} accounts={opened} {...common(c, form)} />,
    status,
  })
}

const resetPage = async (c: Context, form: FormState, status: 200 | 422) => {
  const { email, language, contact_language } = await findReset(c.var.db, tokenIn(c), now(c))
  const viewer = await clientViewer(c, language ?? contact_language)
  return answer(c, { page: <ResetPage viewer={viewer} email={email} {...common(c, form)} />, status })
}

/** The password that was chosen, as a hash; or the same page again with what is wrong. */
const readPassword = async (c: Context, owner: Person, page: typeof activationPage) => {
  const parsed = parseForm(newPasswordForm, await readPosted(c))
  if (!parsed.ok) return page(c, { ...emptyForm(), problems: parsed.form.problems }, 422)
  const chosen = await hashChosen(c.var.db, parsed.data, [owner.display_name, owner.email])
  if ('problem' in chosen) return page(c, withProblem(emptyForm(), chosen.field, chosen.problem), 422)
  return chosen.hash
}

/** In the verb's own transaction: whoever was in the portal in this browser is out, and the person of the link is in. */
const letIn = async (c: Context, person: Person, verb: (act: Act) => Promise<number>, how: 'activation' | 'reset') => {
  const previous = c.get('client')?.sessionId
  const session = await perform(c.var.app, clientActor(c, person.display_name), async (act) => {
    const loginId = await verb(act)
    if (previous) await endClientSession(act.trx, previous)
    return startClientSession(act, loginId, how)
  })
  await clientLimits.proven(c, emailKey(person.email))
  clientLimits.remember(c, emailKey(person.email))
  setSessionCookie(c, 'portal', session)
  return c.redirect('/portal', 303)
}

mailedLinkRoutes.get('/portal/activation/:token', anyone(), (c) =>
  orWhyNot(c, () => activationPage(c, emptyForm(), 200)),
)

mailedLinkRoutes.post('/portal/activation/:token', anyone(), (c) =>
  orWhyNot(c, async () => {
    const invited = await findActivation(c.var.db, tokenIn(c), now(c))
    const passwordHash = await readPassword(c, invited, activationPage)
    if (typeof passwordHash !== 'string') return passwordHash
    const chosen = { passwordHash, language: chosenLanguage(c) }
    try {
      return await letIn(c, invited, (act) => activate(act, tokenIn(c), chosen), 'activation')
    } catch (error) {
      throw isUniqueViolation(error) ? new UnusableLink('taken') : error
    }
  }),
)

mailedLinkRoutes.get('/portal/password-reset/:token', anyone(), (c) =>
  orWhyNot(c, () => resetPage(c, emptyForm(), 200)),
)

mailedLinkRoutes.post('/portal/password-reset/:token', anyone(), (c) =>
  orWhyNot(c, async () => {
    const login = await findReset(c.var.db, tokenIn(c), now(c))
    const passwordHash = await readPassword(c, login, resetPage)
    if (typeof passwordHash !== 'string') return passwordHash
    return letIn(c, login, (act) => resetClientPassword(act, tokenIn(c), passwordHash), 'reset')
  }),
)
