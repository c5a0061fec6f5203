import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { enqueueQuietly } from '#src/platform/queue/queue.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notAllowed, Refusal } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { ownPasswordForm } from '#src/staff/form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { codeLimits, confirmPassword, staffLimits } from '#src/staff/limits.ts'
import { findPerson } from '#src/staff/person.ts'
import { mayChange } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { DemandPage } from '#views/second-factor/demand.tsx'
import { OwnFactorPage } from '#views/second-factor/own.tsx'
import { RecoveryCodesPage } from '#views/second-factor/recovery-codes.tsx'
import { ResetPage } from '#views/second-factor/reset.tsx'
import { words } from '#views/second-factor/words.ts'
import { authenticatorSince, beginSetup, finishSetup, isCodeOf, keyUri, removeFactor } from './authenticator.ts'
import { countedAs, findDemand, ownFactor, plainCode, readCode, setDemand, takeTypedCode } from './factor.ts'
import { demandForm, ownFactorForm, setupForm } from './form.ts'
import { tellOf } from './mails.ts'
import { grouped, keepRecoveryCodes, makeRecoveryCodes } from './recovery.ts'
import { resetFactor } from './reset.ts'
import { isDemandedOf } from './rules.ts'

export const secondFactorRoutes = new Hono()

const own = '/me/second-factor'
const wordsFor = (c: Context) => words[languageOf(c)]

const sessionOf = (c: Context): string => c.get('signedIn')!.sessionId
const now = (c: Context): string => c.var.app.clock().toISOString()

const ownPage = async (c: Context, form: FormState = emptyForm(), status: 200 | 422 = 200) => {
  const me = staffOf(c)
  const viewer = await viewerOf(c)
  const { waiting: secret, ...found } = await ownFactor(c.var.db, c.var.app.vault, me, sessionOf(c), now(c))
  const waiting = secret === null ? null : { secret, uri: keyUri(secret, viewer.firmName, me.email) }
  return answer(c, { page: <OwnFactorPage {...{ viewer, ...found, waiting, form }} />, status })
}

secondFactorRoutes.get(own, may('signed in'), (c) => ownPage(c))

/** Whether whoever is signed in says their password right. */
async function confirmed(c: Context, password: string): Promise<boolean> {
  const me = await findPerson(c.var.db, staffOf(c).id)
  const { sessionId } = c.get('signedIn')!
  const said = { sessionId, password, hash: me.password_hash, realm: staffLimits }
  return confirmPassword(c.var.app, actorOf(c), said, { kind: 'password refused', subject: me.name })
}

const wrongCode = (field: 'code' | 'setup_code' = 'code') => withProblem(emptyForm(), field, 'wrong code')

/** Sets up an app for who has none; else makes new recovery codes, sets up another app or ends it, for which a code is asked too. */
secondFactorRoutes.post(own, may('signed in', 'one’s own second factor'), async (c) => {
  const me = staffOf(c)
  const hasOne = (await authenticatorSince(c.var.db, me.id)) !== null
  return hasOne ? change(c, me) : begin(c, me)
})

async function begin(c: Context, me: Staff): Promise<Response> {
  const parsed = parseForm(ownPasswordForm, await readPosted(c))
  if (!parsed.ok || !(await confirmed(c, parsed.data.password)))
    return ownPage(c, withProblem(emptyForm(), 'password', 'wrong'), 422)
  await write(c, (act) => beginSetup(act, { staffId: me.id, by: sessionOf(c) }))
  return done(c, { to: `${own}#setup` })
}

async function change(c: Context, me: Staff): Promise<Response> {
  const parsed = parseForm(ownFactorForm, await readPosted(c))
  if (!parsed.ok) return ownPage(c, parsed.form, 422)
  const { wanted, password, code } = parsed.data
  if (wanted === 'off' && isDemandedOf(await findDemand(c.var.db), me)) throw notAllowed()
  if (!(await confirmed(c, password))) return ownPage(c, withProblem(emptyForm(), 'password', 'wrong'), 422)
  const name = await countedAs(c.var.db, me)
  if (!(await codeLimits.take(c, name))) throw new Refusal(429, 'too many')
  const typed = await readCode(c.var.db, me.id, code)
  const codes = wanted === 'codes' ? await makeRecoveryCodes() : []
  const isRight = await write(c, async (act) => {
    if (!(await takeTypedCode(act, me, typed))) return false
    if (wanted === 'codes') await keepRecoveryCodes(act, me, codes)
    else if (wanted === 'another') await beginSetup(act, { staffId: me.id, by: sessionOf(c) })
    else {
      if (isDemandedOf(await findDemand(act.trx), me)) throw notAllowed()
      await removeFactor(act, me)
      await tellOf(act, me.id, 'second factor removed')
    }
    return true
  })
  if (!isRight) {
    await enqueueQuietly(c.var.app, 'refused code', { staffId: me.id, by: actorOf(c), areMany: false })
    return ownPage(c, wrongCode(), 422)
  }
  await codeLimits.wasRight(c, name)
  if (wanted === 'codes') return codesPage(c, codes)
  return wanted === 'another' ? done(c, { to: `${own}#setup` }) : done(c, { to: own, flash: wordsFor(c).removed })
}

const codesPage = async (c: Context, codes: readonly { code: string }[]) => {
  const shown = codes.map(({ code }) => grouped(code))
  return answer(c, { page: <RecoveryCodesPage viewer={await viewerOf(c)} codes={shown} next={own} /> })
}

secondFactorRoutes.post(`${own}/confirmation`, may('signed in', 'one’s own second factor'), async (c) => {
  const me = staffOf(c)
  const parsed = parseForm(setupForm, await readPosted(c))
  const code = parsed.ok ? plainCode(parsed.data.setup_code) : ''
  const { waiting } = await ownFactor(c.var.db, c.var.app.vault, me, sessionOf(c), now(c))
  // To make recovery codes takes a while: only for a code that is right.
  if (!isCodeOf(waiting, code, now(c))) return ownPage(c, wrongCode('setup_code'), 422)
  const codes = await makeRecoveryCodes()
  const isRight = await write(c, async (act) => {
    if (!(await finishSetup(act, me, sessionOf(c), code))) return false
    await keepRecoveryCodes(act, me, codes)
    return true
  })
  if (!isRight) return ownPage(c, wrongCode('setup_code'), 422)
  codeLimits.remember(c, await countedAs(c.var.db, me))
  return codesPage(c, codes)
})

secondFactorRoutes.get('/settings/second-factor', may('admin'), async (c) =>
  answer(c, { page: <DemandPage viewer={await viewerOf(c)} demand={await findDemand(c.var.db)} /> }),
)

secondFactorRoutes.post('/settings/second-factor', may('admin'), async (c) => {
  const parsed = parseForm(demandForm, await readPosted(c))
  if (!parsed.ok)
    return answer(c, {
      page: <DemandPage viewer={await viewerOf(c)} demand={await findDemand(c.var.db)} />,
      status: 422,
    })
  await write(c, (act) => setDemand(act, parsed.data.second_factor))
  return done(c, { to: '/settings/second-factor', flash: wordsFor(c).saved })
})

const reset = '/settings/team/:id/second-factor'

/** Somebody whose second factor whoever asks may take away. */
async function personIn(c: Context) {
  const person = await findPerson(c.var.db, toId(c.req.param('id')))
  if (!mayChange(staffOf(c), person) || person.id === staffOf(c).id) throw notAllowed()
  return person
}

secondFactorRoutes.get(reset, may('admin'), async (c) =>
  answer(c, { page: <ResetPage viewer={await viewerOf(c)} person={await personIn(c)} /> }),
)

secondFactorRoutes.post(`${reset}/removal`, may('admin', 'change the person'), async (c) => {
  const person = await personIn(c)
  await write(c, (act) => resetFactor(act, person.id))
  return done(c, { to: `/settings/team/${person.id}`, flash: wordsFor(c).resetDone(person.name) })
})
