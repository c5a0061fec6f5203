import { type Context, Hono } from 'hono'
import { type Actor, perform, record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { enqueueQuietly, type Handler } from '#src/platform/queue/queue.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { writeCookie } from '#src/platform/web/cookies.ts'
import { signedOut } from '#src/platform/web/errors.ts'
import { emptyForm, parseForm, readPosted } from '#src/platform/web/form.ts'
import { oncePerStreak, waitSeconds } from '#src/platform/web/limits.ts'
import { dropSessionCookie } from '#src/platform/web/session-cookie.ts'
import { enter } from '#src/second-factor/entering.ts'
import { NotSetUpPage, SignInPage } from '#views/staff/sign-in.tsx'
import { signInForm } from './form.ts'
import { actorOf, anyone, may, viewerOf } from './gate.ts'
import { staffLimits } from './limits.ts'
import { isPasswordOf } from './password.ts'
import { endSession } from './sessions.ts'
import { findStaffByEmail } from './staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'signed in': true
    'sign-in refused': true
    'signed out': true
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'refused sign-in': RefusedSignIn
  }
}

interface RefusedSignIn {
  /** Null where the address is nobody's: that is for the queue to find, so that the answer takes as long for both. */
  staffId: number | null
  by: Actor
}

const once = oncePerStreak('sign-in')

/** Writes that somebody was not let in: once for a streak of wrong tries, and of nobody whom we don't know. */
export const recordRefusedSignIn: Handler<RefusedSignIn> = async (app, { staffId, by }) => {
  if (staffId === null) return
  await once(app, staffId, () =>
    perform(app, by, async (act) => {
      const person = await act.trx.selectFrom('staff').select('email').where('id', '=', staffId).executeTakeFirst()
      if (person) await record(act, { kind: 'sign-in refused', subject: person.email })
    }),
  )
}

export const signInRoutes = new Hono()

signInRoutes.get('/sign-in', anyone(), async (c) => {
  if (c.get('signedIn')) return c.redirect('/', 303)
  const chosen = c.req.query('language')
  const viewer = await viewerOf(c)
  if (chosen) writeCookie(c, c.var.app.config, 'language', viewer.language, 31_536_000)
  if (!(await findFirm(c.var.db))) return answer(c, { page: <NotSetUpPage viewer={viewer} /> })
  return answer(c, { page: <SignInPage viewer={viewer} form={emptyForm()} next={c.req.query('next') ?? ''} /> })
})

const again = async (c: Context, values: { email?: string; next?: string }, refused: 'wrong' | 'too many') => {
  const { email = '', next = '' } = values
  if (refused === 'too many') c.header('Retry-After', String(waitSeconds))
  return answer(c, {
    page: <SignInPage viewer={await viewerOf(c)} form={emptyForm({ email })} next={next} refused={refused} />,
    status: refused === 'wrong' ? 422 : 429,
  })
}

signInRoutes.post('/sign-in', anyone(), async (c) => {
  const parsed = parseForm(signInForm, await readPosted(c))
  if (!parsed.ok) return again(c, parsed.form.values, 'wrong')
  const { email, password, next } = parsed.data
  const name = emailKey(email)
  if (!(await staffLimits.take(c, name))) return again(c, parsed.data, 'too many')
  const person = await findStaffByEmail(c.var.db, email)
  const allowed = await isPasswordOf(person?.deactivated_at ? null : person?.password_hash, password)
  if (!person || !allowed) {
    const refused: RefusedSignIn = { staffId: person?.id ?? null, by: actorOf(c) }
    await enqueueQuietly(c.var.app, 'refused sign-in', refused)
    return again(c, parsed.data, 'wrong')
  }
  await staffLimits.wasRight(c, name)
  return enter(c, person, next, async (_, now) => {
    // It may have been changed while it was compared.
    if (now.password_hash !== person.password_hash) throw signedOut()
  })
})

signInRoutes.post('/sign-out', may('signed in', 'one’s own session'), async (c) => {
  const sessionId = c.get('signedIn')!.sessionId
  await write(c, async (act) => {
    await record(act, { kind: 'signed out', subject: act.by.name })
    await endSession(act.trx, sessionId)
  })
  dropSessionCookie(c, 'session')
  return c.redirect('/sign-in', 303)
})
