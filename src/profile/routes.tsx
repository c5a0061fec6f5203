import { type Context, Hono } from 'hono'
import { archiveAccount, deleteAccount, findAccount, reactivateAccount } from '#src/accounts/account.ts'
import { removalForm } from '#src/accounts/form.ts'
import { rememberOpening } from '#src/accounts/opening.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import { overviewChoice } from '#src/overview/choice.ts'
import { sectionsFor } from '#src/overview/section.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { opens } from '#src/platform/web/opens.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { OverviewPage } from '#views/profile/overview.tsx'
import { RemovalPage } from '#views/profile/removal.tsx'
import { words } from '#views/profile/words.ts'
import { answerInfo } from './info-page.tsx'

export function profileRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const idIn = (c: Context) => toId(c.req.param('id'))
  const accountIn = (c: Context) => findAccount(db, staffOf(c), idIn(c))

  // That a person was here is kept for their own list of those opened lately: a GET that writes, once in five minutes.
  routes.get('/accounts/:id', may('signed in'), async (c) => {
    const { account, head } = await findProfile(db, staffOf(c), idIn(c))
    const viewer = await viewerOf(c, app)
    const { order, folded } = await overviewChoice(db, staffOf(c).id)
    const sections = await Promise.all(
      sectionsFor(viewer)
        .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
        .map(async (section) => ({
          name: section.name,
          title: section.title(viewer),
          card: folded.includes(section.name) ? null : await section.show({ app, viewer, account }),
        })),
    )
    if (opens(c)) await rememberOpening(app, staffOf(c).id, account.id)
    return answer(c, { page: <OverviewPage viewer={viewer} account={account} head={head} sections={sections} /> })
  })

  routes.get('/accounts/:id/info', may('signed in'), (c) =>
    answerInfo(c, app, {}, { contact: toId(c.req.query('contact')) }),
  )

  routes.post('/accounts/:id/archival', may('manage accounts'), async (c) => {
    const account = await accountIn(c)
    await perform(app, actorOf(c), (act) => archiveAccount(act, account.id))
    const w = words[(await viewerOf(c, app)).language]
    return done(c, app, { to: `/accounts/${account.id}`, flash: w.archived(account.name) })
  })

  routes.post('/accounts/:id/reactivation', may('manage accounts'), async (c) => {
    const account = await accountIn(c)
    await perform(app, actorOf(c), (act) => reactivateAccount(act, account.id))
    const w = words[(await viewerOf(c, app)).language]
    return done(c, app, { to: `/accounts/${account.id}`, flash: w.reactivated(account.name) })
  })

  const removalPage = async (c: Context, form: FormState, status: 200 | 422) => {
    const { account, head } = await findProfile(db, staffOf(c), idIn(c))
    if (!account.archived_at) throw new Conflict(account)
    return answer(c, { page: <RemovalPage viewer={await viewerOf(c, app)} head={head} form={form} />, status })
  }

  routes.get('/accounts/:id/removal', may('admin'), (c) => removalPage(c, emptyForm(), 200))

  routes.post('/accounts/:id/removal', may('admin'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(removalForm, await readPosted(c))
    if (!parsed.ok) return removalPage(c, parsed.form, 422)
    if (parsed.data.name !== account.name) return removalPage(c, withProblem(parsed.form, 'name', 'not the name'), 422)
    await perform(app, actorOf(c), (act) => deleteAccount(act, account.id))
    const w = words[(await viewerOf(c, app)).language]
    return done(c, app, { to: '/accounts?show=archived', flash: w.deleted(account.name) })
  })

  return routes
}
