import { type Context, Hono } from 'hono'
import { archiveAccount, deleteAccount, findAccount, reactivateAccount } from '#src/accounts/account.ts'
import { removalForm } from '#src/accounts/form.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { RemovalPage } from '#views/accounts/removal.tsx'
import { words } from '#views/profile/words.ts'

/** What ends an account, and what brings it back. */
export function accountRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const idIn = (c: Context) => toId(c.req.param('id'))
  const accountIn = (c: Context) => findAccount(db, staffOf(c), idIn(c))

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
