import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { accountCounts } from '#src/accounts/team.ts'
import { write } from '#src/audit/write.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { languages } from '#src/platform/language/language.ts'
import { inPlace } from '#src/platform/module.ts'
import { answer, done, keepFlash } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import {
  choice,
  email,
  emptyForm,
  type FormState,
  idField,
  line,
  parseForm,
  readPosted,
  requiredLine,
  toId,
  version,
  wantedForm,
  withProblem,
} from '#src/platform/web/form.ts'
import { authenticatorSince } from '#src/second-factor/authenticator.ts'
import { DeactivatePage, InvitePage, OwnershipPage, PersonPage, Rights, TeamPage } from '#views/staff/team.tsx'
import { words } from '#views/staff/words.ts'
import { ownPasswordForm } from './form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from './gate.ts'
import { workGoesTo } from './leaving.ts'
import { confirmPassword, staffLimits } from './limits.ts'
import {
  changePerson,
  deactivate,
  endSessionOf,
  everybody,
  findPerson,
  invite,
  inviteAgain,
  reactivate,
  setRights,
  setRole,
  transferOwnership,
} from './person.ts'
import { mayChange, presets, type Right, rights } from './rights.ts'
import { sessionsOf } from './sessions.ts'
import { activeStaff, rightsOf } from './staff.ts'

const presetNames = Object.keys(presets) as (keyof typeof presets)[]
const inviteForm = z.object({
  name: requiredLine(200),
  email,
  role: choice(['employee', 'admin']),
  preset: line(40),
  language: choice(languages),
})
const personForm = z.object({ name: requiredLine(200), email, default_access: line(3), version })
const presetForm = z.object({ preset: choice(presetNames as [string, ...string[]]) })
const roleForm = z.object({ role: choice(['admin', 'employee']) })
const heirForm = z.object({ heir: idField, work: choice(workGoesTo).catch('heir') })
const sessionForm = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) })

export const teamRoutes = new Hono()

const personIn = (c: Context) => findPerson(c.var.db, toId(c.req.param('id')))
const to = (id: number) => `/settings/team/${id}`
const wordsFor = (c: Context) => words[languageOf(c)]

/** The person of the URL, whom the one who asks may change. */
const changeable = async (c: Context) => {
  const person = await personIn(c)
  if (!mayChange(staffOf(c), person)) throw notAllowed()
  return person
}

teamRoutes.get('/settings/team', may('admin'), async (c) =>
  answer(c, {
    page: (
      <TeamPage
        viewer={await viewerOf(c)}
        people={await everybody(c.var.db)}
        accounts={await accountCounts(c.var.db)}
      />
    ),
  }),
)

const invitePage = async (c: Context, form: FormState, status: 200 | 422) =>
  answer(c, { page: <InvitePage viewer={await viewerOf(c)} form={form} />, status })

teamRoutes.get('/settings/team/new', may('admin'), (c) =>
  invitePage(c, emptyForm({ role: 'employee', language: languageOf(c) }), 200),
)

teamRoutes.post('/settings/team', may('admin', 'change the person'), creates(), async (c) => {
  const parsed = parseForm(inviteForm, await readPosted(c))
  if (!parsed.ok) return invitePage(c, parsed.form, 422)
  const { preset, ...person } = parsed.data
  const granted = person.role === 'employee' ? (presets[preset as keyof typeof presets] ?? []) : []
  try {
    await write(c, (act) => invite(act, { ...person, rights: granted }))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return invitePage(c, withProblem(parsed.form, 'email', 'taken'), 422)
  }
  return done(c, { to: '/settings/team', flash: wordsFor(c).invitedFlash(person.email) })
})

const personPage = async (c: Context, form: FormState | null, status: 200 | 409 | 422) => {
  const person = await personIn(c)
  const [granted, sessions, since] = await Promise.all([
    rightsOf(c.var.db, person.id),
    sessionsOf(c.var.db, person.id),
    authenticatorSince(c.var.db, person.id),
  ])
  const values = {
    name: person.name,
    email: person.email,
    default_access: person.default_access ? 'on' : '',
    version: String(person.version),
  }
  const props = {
    person,
    granted,
    sessions,
    hasFactor: since !== null,
    form: form ?? emptyForm(values),
    conflict: status === 409,
  }
  return answer(c, { page: <PersonPage viewer={await viewerOf(c)} {...props} />, status })
}

teamRoutes.get('/settings/team/:id', may('admin'), (c) => personPage(c, null, 200))

teamRoutes.post('/settings/team/:id', may('admin', 'change the person'), async (c) => {
  const person = await changeable(c)
  const parsed = parseForm(personForm, await readPosted(c))
  if (!parsed.ok) return personPage(c, parsed.form, 422)
  const { version: known, default_access, ...fields } = parsed.data
  try {
    const input = { ...fields, default_access: default_access === 'on' ? 1 : 0 }
    const isInvited = await write(c, (act) => changePerson(act, person.id, known, input))
    const flash = isInvited ? wordsFor(c).invitedFlash(fields.email) : wordsFor(c).saved
    return done(c, { to: to(person.id), flash })
  } catch (error) {
    if (error instanceof Conflict) return personPage(c, parsed.form, 409)
    if (!isUniqueViolation(error)) throw error
    return personPage(c, withProblem(parsed.form, 'email', 'taken'), 422)
  }
})

const afterRights = async (c: Context, id: number) => {
  const viewer = await viewerOf(c)
  const part = <Rights viewer={viewer} base={to(id)} granted={await rightsOf(c.var.db, id)} changeable />
  return done(c, { to: `${to(id)}#rights`, flash: wordsFor(c).saved, part })
}

teamRoutes.post('/settings/team/:id/rights/:right', may('admin', 'change the person'), async (c) => {
  const person = await changeable(c)
  const right = rights.find((known) => known.replaceAll(' ', '-') === c.req.param('right'))
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (!right || person.role !== 'employee') throw notFound()
  if (parsed.ok) {
    const wanted = (now: ReadonlySet<Right>) => {
      const after = new Set(now)
      if (parsed.data.wanted === 'on') after.add(right)
      else after.delete(right)
      return after
    }
    await write(c, (act) => setRights(act, person.id, wanted))
  }
  return afterRights(c, person.id)
})

teamRoutes.post('/settings/team/:id/preset', may('admin', 'change the person'), async (c) => {
  const person = await changeable(c)
  const parsed = parseForm(presetForm, await readPosted(c))
  if (!parsed.ok || person.role !== 'employee') throw notFound()
  await write(c, (act) => setRights(act, person.id, () => presets[parsed.data.preset as keyof typeof presets]))
  return afterRights(c, person.id)
})

teamRoutes.post('/settings/team/:id/invitation', may('admin', 'change the person'), creates(), async (c) => {
  const person = await changeable(c)
  await write(c, (act) => inviteAgain(act, person.id, languageOf(c)))
  return done(c, { to: to(person.id), flash: wordsFor(c).invitedFlash(person.email) })
})

teamRoutes.post('/settings/team/:id/role', may('owner'), async (c) => {
  const person = await personIn(c)
  const parsed = parseForm(roleForm, await readPosted(c))
  if (parsed.ok) await write(c, (act) => setRole(act, person.id, parsed.data.role))
  return done(c, { to: to(person.id), flash: wordsFor(c).saved })
})

const ownershipPage = async (c: Context, form: FormState, status: 200 | 422) =>
  answer(c, {
    page: <OwnershipPage viewer={await viewerOf(c)} person={await personIn(c)} form={form} />,
    status,
  })

teamRoutes.get('/settings/team/:id/ownership', may('owner'), (c) => ownershipPage(c, emptyForm(), 200))

teamRoutes.post('/settings/team/:id/ownership', may('owner'), async (c) => {
  const person = await personIn(c)
  const parsed = parseForm(ownPasswordForm, await readPosted(c))
  const me = await findPerson(c.var.db, staffOf(c).id)
  const wrong = () => ownershipPage(c, withProblem(emptyForm(), 'password', 'wrong'), 422)
  if (!parsed.ok) return wrong()
  const { sessionId } = c.get('signedIn')!
  const said = { sessionId, password: parsed.data.password, hash: me.password_hash, realm: staffLimits }
  if (!(await confirmPassword(c.var.app, actorOf(c), said, { kind: 'password refused', subject: me.name })))
    return wrong()
  await write(c, (act) => transferOwnership(act, person.id))
  return done(c, { to: to(person.id), flash: wordsFor(c).transferred(person.name) })
})

/** Two who press at once: the second is told. */
const deactivatedAlready = (c: Context, person: { id: number; name: string }) => {
  keepFlash(c, { kind: 'problem', text: wordsFor(c).deactivatedAlready(person.name) })
  return done(c, { to: to(person.id) })
}

const leavingOf = inPlace((module) => module.leaving)

const deactivationPage = async (c: Context, form: FormState, status: 200 | 409 | 422) => {
  const person = await changeable(c)
  if (person.role === 'owner') throw notAllowed()
  if (person.deactivated_at) return deactivatedAlready(c, person)
  const { app, db } = c.var
  const viewer = await viewerOf(c)
  const [people, ...parts] = await Promise.all([
    activeStaff(db),
    ...leavingOf(app.modules).map((part) => part.show({ app, viewer, person })),
  ])
  const heirs = people.filter((heir) => heir.id !== person.id)
  return answer(c, { page: <DeactivatePage {...{ viewer, person, heirs, form, parts }} />, status })
}

teamRoutes.get('/settings/team/:id/deactivation', may('admin'), (c) => deactivationPage(c, emptyForm(), 200))

teamRoutes.post('/settings/team/:id/deactivation', may('admin', 'change the person'), async (c) => {
  const person = await changeable(c)
  const parsed = parseForm(heirForm, await readPosted(c))
  const heirs = new Set((await activeStaff(c.var.db)).map((heir) => heir.id))
  if (!parsed.ok || !heirs.has(parsed.data.heir) || parsed.data.heir === person.id)
    return deactivationPage(c, withProblem(parsed.form, 'heir', 'no such person'), 422)
  const { heir, work } = parsed.data
  try {
    const said = await write(c, (act) => deactivate(act, person.id, heir, work))
    const sentences = said.map((sentence) => sentence(languageOf(c)))
    return done(c, { to: '/settings/team', flash: [wordsFor(c).deactivatedFlash(person.name), ...sentences].join(' ') })
  } catch (error) {
    // One of the two has been deactivated meanwhile.
    if (!(error instanceof Conflict)) throw error
    return deactivationPage(c, withProblem(parsed.form, 'heir', 'no such person'), 409)
  }
})

teamRoutes.post('/settings/team/:id/reactivation', may('admin', 'change the person'), async (c) => {
  const person = await changeable(c)
  await write(c, (act) => reactivate(act, person.id))
  return done(c, { to: to(person.id), flash: wordsFor(c).reactivated(person.name) })
})

teamRoutes.post('/settings/team/:id/sessions/end', may('admin', 'change the person'), async (c) => {
  const person = await changeable(c)
  const parsed = parseForm(sessionForm, await readPosted(c))
  const own = await sessionsOf(c.var.db, person.id)
  if (!parsed.ok || !own.some((session) => session.id === parsed.data.session)) throw notFound()
  await write(c, (act) => endSessionOf(act, person.id, parsed.data.session))
  return done(c, { to: to(person.id), flash: wordsFor(c).ended })
})
