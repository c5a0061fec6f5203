import { type Context, Hono } from 'hono'
import { type Act, perform } from '#src/audit/audit.ts'
import { locked } from '#src/platform/db/locked.ts'
import { enqueueQuietly } from '#src/platform/queue/queue.ts'
import { answer, keepFlash } from '#src/platform/web/answer.tsx'
import { dropCookie } from '#src/platform/web/cookies.ts'
import { signedOut } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { waitSeconds } from '#src/platform/web/limits.ts'
import { anyone, viewerOf } from '#src/staff/gate.ts'
import { codeLimits } from '#src/staff/limits.ts'
import { findPerson } from '#src/staff/person.ts'
import { type Attempt, countWrong, endAttempt } from '#src/staff/sign-in-attempt.ts'
import { RecoveryCodesPage } from '#views/second-factor/recovery-codes.tsx'
import { CodePage, FirstSetupPage } from '#views/second-factor/sign-in.tsx'
import { words } from '#views/second-factor/words.ts'
import { authenticatorSince, findAuthenticator, finishSetup, isCodeOf, keyUri } from './authenticator.ts'
import { attemptIn, beginOwnSession, enteringActor, letIn, ownPath } from './entering.ts'
import { countedAs, plainCode, readCode, takeTypedCode } from './factor.ts'
import { codeForm, setupForm } from './form.ts'
import { grouped, keepRecoveryCodes, makeRecoveryCodes } from './recovery.ts'

/** The second step of signing in. */
export const secondStepRoutes = new Hono()

async function beginAgain(c: Context): Promise<Response> {
  // Whoever pressed twice is in by the first time.
  if (c.get('signedIn')) return c.redirect('/', 303)
  dropCookie(c, c.var.app.config, 'sign-in')
  keepFlash(c, { kind: 'problem', text: words[(await viewerOf(c)).language].beginAgain })
  return c.redirect('/sign-in', 303)
}

/** A code was wrong: it counts for this attempt, and a streak of them is an event. */
async function wrongCode(c: Context, attempt: Attempt): Promise<void> {
  const areMany = await countWrong(c.var.app, attempt)
  await enqueueQuietly(c.var.app, 'refused code', { staffId: attempt.id, by: enteringActor(c, attempt), areMany })
}

/** Ends the attempt for which somebody gets in. Throws where another request was quicker, or the person has gone meanwhile: then nothing is used up. */
async function endOwn(act: Act, attempt: Attempt): Promise<void> {
  await locked(act.trx, 'staff', attempt.id)
  const { deactivated_at } = await findPerson(act.trx, attempt.id)
  if (deactivated_at || !(await endAttempt(act.trx, attempt))) throw signedOut()
}

const codePage = async (c: Context, form: FormState, status: 200 | 422 | 429) => {
  if (status === 429) c.header('Retry-After', String(waitSeconds))
  return answer(c, {
    page: <CodePage viewer={await viewerOf(c)} form={form} tooMany={status === 429} />,
    status,
  })
}

secondStepRoutes.get('/sign-in/code', anyone(), async (c) => {
  const attempt = await attemptIn(c)
  return attempt ? codePage(c, emptyForm(), 200) : beginAgain(c)
})

secondStepRoutes.post('/sign-in/code', anyone(), async (c) => {
  const attempt = await attemptIn(c)
  if (!attempt) return beginAgain(c)
  const name = await countedAs(c.var.db, attempt)
  if (!(await codeLimits.take(c, name))) return codePage(c, emptyForm(), 429)
  const parsed = parseForm(codeForm, await readPosted(c))
  const typed = await readCode(c.var.db, attempt.id, parsed.ok ? parsed.data.code : '')
  const session = await perform(c.var.app, enteringActor(c, attempt), async (act) => {
    if (!(await takeTypedCode(act, attempt, typed))) return null
    await endOwn(act, attempt)
    return beginOwnSession(c, act, attempt)
  })
  if (!session) {
    await wrongCode(c, attempt)
    return codePage(c, withProblem(emptyForm(), 'code', 'wrong code'), 422)
  }
  await codeLimits.wasRight(c, name)
  codeLimits.remember(c, name)
  letIn(c, session, attempt)
  return c.redirect(ownPath(attempt.next), 303)
})

const authenticatorOf = (c: Context, { id, attemptId }: Attempt) =>
  findAuthenticator(c.var.db, c.var.app.vault, { staffId: id, by: attemptId }, c.var.app.clock().toISOString())

const setupPage = async (c: Context, attempt: Attempt, form: FormState, status: 200 | 422) => {
  const { since, waiting: secret } = await authenticatorOf(c, attempt)
  // Only who has no factor yet sets one up before they are in: else the password alone would be enough to change it.
  if (!secret || since !== null) return beginAgain(c)
  const viewer = await viewerOf(c)
  const uri = keyUri(secret, viewer.firmName, attempt.email)
  return answer(c, { page: <FirstSetupPage viewer={viewer} secret={secret} uri={uri} form={form} />, status })
}

secondStepRoutes.get('/sign-in/second-factor', anyone(), async (c) => {
  const attempt = await attemptIn(c)
  return attempt ? setupPage(c, attempt, emptyForm(), 200) : beginAgain(c)
})

secondStepRoutes.post('/sign-in/second-factor', anyone(), async (c) => {
  const attempt = await attemptIn(c)
  if (!attempt) return beginAgain(c)
  const parsed = parseForm(setupForm, await readPosted(c))
  const code = parsed.ok ? plainCode(parsed.data.setup_code) : ''
  const wrong = async () => {
    await countWrong(c.var.app, attempt)
    return setupPage(c, attempt, withProblem(emptyForm(), 'setup_code', 'wrong code'), 422)
  }
  // To make recovery codes takes a while: only for a code that is right.
  if (!isCodeOf((await authenticatorOf(c, attempt)).waiting, code, c.var.app.clock().toISOString())) return wrong()
  const codes = await makeRecoveryCodes()
  const session = await perform(c.var.app, enteringActor(c, attempt), async (act) => {
    await endOwn(act, attempt)
    if ((await authenticatorSince(act.trx, attempt.id)) !== null) throw signedOut()
    if (!(await finishSetup(act, attempt, attempt.attemptId, code))) return null
    await keepRecoveryCodes(act, attempt, codes)
    return beginOwnSession(c, act, attempt)
  })
  if (!session) return wrong()
  codeLimits.remember(c, await countedAs(c.var.db, attempt))
  letIn(c, session, attempt)
  const props = { codes: codes.map(({ code }) => grouped(code)), next: ownPath(attempt.next) }
  return answer(c, { page: <RecoveryCodesPage viewer={await viewerOf(c)} {...props} /> })
})
