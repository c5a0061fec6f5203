import { type Context, Hono } from 'hono'
import { type Actor, perform, record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { enqueueQuietly, type Handler } from '#src/platform/queue/queue.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { Refusal } from '#src/platform/web/errors.ts'
import { emptyForm, parseForm, readPosted } from '#src/platform/web/form.ts'
import { askingLimit, oncePerStreak, waitSeconds } from '#src/platform/web/limits.ts'
import { dropSessionCookie, setSessionCookie } from '#src/platform/web/session-cookie.ts'
import { resetForm, signInForm } from '#src/staff/form.ts'
import { anyone } from '#src/staff/gate.ts'
import { isPasswordOf } from '#src/staff/password.ts'
import { AskResetPage, type Refused, SignInPage } from '#views/portal/sign-in.tsx'
import { client, clientActor, clientOf, clientViewer } from './gate.ts'
import { clientLimits } from './limits.ts'
import { accountsOfLogin, findClientLogin } from './login.ts'
import type { ForgottenClientPassword } from './reset.ts'
import { endClientSession } from './sessions.ts'
import { startClientSession } from './visit.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'portal signed in': true
    'portal sign-in refused': true
    'portal signed out': true
  }
}

const statusOf: Record<Refused, 403 | 422 | 429> = { refused: 422, tooMany: 429, nothingOpen: 403 }

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'refused client': RefusedSignIn
  }
}

interface RefusedSignIn {
  /** Null where the address is nobody's: that is for the queue to find, so that the answer takes as long for both. */
  loginId: number | null
  by: Actor
}

const once = oncePerStreak('portal sign-in')

/** Writes that somebody was not let in: once for a streak of wrong tries, and of nobody whom we don't know. */
export const recordRefusedClient: Handler<RefusedSignIn> = async (app, { loginId, by }) => {
  if (loginId === null) return
  await once(app, loginId, () =>
    perform(app, by, async (act) => {
      const login = await act.trx
        .selectFrom('portal_login')
        .select(['email', 'contact_id'])
        .where('id', '=', loginId)
        .executeTakeFirst()
      if (login)
        await record(act, { kind: 'portal sign-in refused', contactId: login.contact_id, subject: login.email })
    }),
  )
}

export const signInRoutes = new Hono()

const asked = askingLimit('portal')

signInRoutes.get('/portal/sign-in', anyone(), async (c) => {
  if (c.get('client')) return c.redirect('/portal', 303)
  return answer(c, { page: <SignInPage viewer={await clientViewer(c)} form={emptyForm()} /> })
})

const again = async (c: Context, email: string, refused: Refused) => {
  if (refused === 'tooMany') c.header('Retry-After', String(waitSeconds))
  return answer(c, {
    page: <SignInPage viewer={await clientViewer(c)} form={emptyForm({ email })} refused={refused} />,
    status: statusOf[refused],
  })
}

signInRoutes.post('/portal/sign-in', anyone(), async (c) => {
  const parsed = parseForm(signInForm, await readPosted(c))
  if (!parsed.ok) return again(c, parsed.form.values.email ?? '', 'refused')
  const { email, password } = parsed.data
  const name = emailKey(email)
  if (!(await clientLimits.take(c, name))) return again(c, email, 'tooMany')
  const login = await findClientLogin(c.var.db, email)
  const isTheirs = await isPasswordOf(login?.password_hash, password)
  const mayEnter = login && isTheirs && (await accountsOfLogin(c.var.db, login.id)).length > 0
  if (!mayEnter) {
    const refused: RefusedSignIn = { loginId: login?.id ?? null, by: clientActor(c, '') }
    await enqueueQuietly(c.var.app, 'refused client', refused)
    return again(c, email, login && isTheirs ? 'nothingOpen' : 'refused')
  }
  await clientLimits.wasRight(c, name)
  clientLimits.remember(c, name)
  const previous = c.get('client')?.sessionId
  const session = await perform(c.var.app, clientActor(c, login.display_name), async (act) => {
    // A new session each time: one that somebody planted in this browser is worth nothing.
    if (previous) await endClientSession(act.trx, previous)
    await record(act, { kind: 'portal signed in', contactId: login.contact_id, subject: login.email })
    return startClientSession(act, login.id, 'sign-in')
  })
  setSessionCookie(c, 'portal', session)
  return c.redirect('/portal', 303)
})

signInRoutes.post('/portal/sign-out', client(), async (c) => {
  const { sessionId, contactId, email } = clientOf(c)
  await write(c, async (act) => {
    await record(act, { kind: 'portal signed out', contactId, subject: email })
    await endClientSession(act.trx, sessionId)
  })
  dropSessionCookie(c, 'portal')
  return c.redirect('/portal/sign-in', 303)
})

signInRoutes.get('/portal/password-reset', anyone(), async (c) =>
  answer(c, { page: <AskResetPage viewer={await clientViewer(c)} form={emptyForm()} sent={false} /> }),
)

signInRoutes.post('/portal/password-reset', anyone(), async (c) => {
  const parsed = parseForm(resetForm, await readPosted(c))
  const viewer = await clientViewer(c)
  if (!parsed.ok)
    return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent={false} />, status: 422 })
  if (!(await asked.take(c, emailKey(parsed.data.email)))) throw new Refusal(429, 'too many')
  const login = await findClientLogin(c.var.db, parsed.data.email)
  // The answer is the same for an address that is nobody's, and takes as long: the rest is the queue's.
  const forgotten: ForgottenClientPassword = { loginId: login?.id ?? null, by: clientActor(c, '') }
  await enqueueQuietly(c.var.app, 'forgotten client password', forgotten)
  return answer(c, { page: <AskResetPage viewer={viewer} form={parsed.form} sent /> })
})
