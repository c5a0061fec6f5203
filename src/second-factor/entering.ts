import type { Context } from 'hono'
import { type Act, perform, record } from '#src/audit/audit.ts'
import { locked } from '#src/platform/db/locked.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { dropCookie, readCookie, writeCookie } from '#src/platform/web/cookies.ts'
import { signedOut } from '#src/platform/web/errors.ts'
import { setSessionCookie } from '#src/platform/web/session-cookie.ts'
import { actorOf } from '#src/staff/gate.ts'
import { staffLimits } from '#src/staff/limits.ts'
import { findPerson } from '#src/staff/person.ts'
import { beginSession, endSession } from '#src/staff/sessions.ts'
import { beginAttempt, findAttempt } from '#src/staff/sign-in-attempt.ts'
import { beginSetup } from './authenticator.ts'
import { stepAfterPassword } from './factor.ts'

/** A path of our own to go on to after signing in, never another site. */
export const ownPath = (next: string) => (/^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/')

interface Entering {
  id: number
  name: string
  email: string
}

export const enteringActor = (c: Context, person: Pick<Entering, 'id' | 'name'>) => ({
  ...actorOf(c),
  staffId: person.id,
  name: person.name,
})

/** Gives somebody a new session, each time: one that was planted in this browser before is worth nothing. */
export async function beginOwnSession(c: Context, act: Act, person: Pick<Entering, 'id' | 'name'>) {
  const previous = c.get('signedIn')?.sessionId
  if (previous) await endSession(act.trx, previous)
  await record(act, { kind: 'signed in', subject: person.name })
  const { address, userAgent } = act.by
  return beginSession(act.trx, person.id, c.var.app.clock(), { address, userAgent })
}

/**
 * Somebody is in: their browser gets the session, and is known for them from now on. Never before: whoever knows the password alone would
 * begin to count anew with each attempt.
 */
export function letIn(c: Context, session: { token: string; seconds: number }, { email }: { email: string }): void {
  dropCookie(c, c.var.app.config, 'sign-in')
  setSessionCookie(c, 'session', session)
  staffLimits.remember(c, emailKey(email))
}

/**
 * Lets somebody in whose password, or whose mailed link, was right; or asks them for the second factor first. What that first step changes,
 * or asks once more of the person as they are now, `first` does in the same transaction.
 */
export async function enter(
  c: Context,
  person: Entering,
  next: string,
  first: (act: Act, now: Awaited<ReturnType<typeof findPerson>>) => Promise<unknown>,
): Promise<Response> {
  const begun = await perform(c.var.app, enteringActor(c, person), async (act) => {
    await locked(act.trx, 'staff', person.id)
    const now = await findPerson(act.trx, person.id)
    await first(act, now)
    if (now.deactivated_at) throw signedOut()
    const step = await stepAfterPassword(act.trx, now)
    if (step === 'none') return { step, token: await beginOwnSession(c, act, person) } as const
    const attempt = await beginAttempt(act, person.id, next)
    if (step === 'set up') await beginSetup(act, { staffId: person.id, by: attempt.id })
    return { step, token: attempt } as const
  })
  if (begun.step === 'none') {
    letIn(c, begun.token, person)
    return c.redirect(ownPath(next), 303)
  }
  writeCookie(c, c.var.app.config, 'sign-in', begun.token.token, begun.token.seconds)
  return c.redirect(begun.step === 'code' ? '/sign-in/code' : '/sign-in/second-factor', 303)
}

/** The attempt to sign in of this browser, where it is under way. */
export const attemptIn = (c: Context) =>
  findAttempt(c.var.db, readCookie(c, c.var.app.config, 'sign-in'), c.var.app.clock().toISOString())
