import { Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import type { App } from '#src/platform/app.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { LoginsPage } from '#views/portal/logins.tsx'
import { loginsOf, visitsTo } from './logins.ts'

const perPage = 50

/** The staff's view of who of an account was in the portal. */
export function loginRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  routes.get('/accounts/:id/logins', may('signed in'), async (c) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const before = toId(c.req.query('before')) ?? undefined
    const [people, { visits, more }] = await Promise.all([
      loginsOf(db, head.id),
      visitsTo(db, head.id, perPage, before),
    ])
    const older = more ? `${c.req.path}?before=${visits.at(-1)!.id}` : undefined
    return answer(c, {
      page: <LoginsPage viewer={await viewerOf(c, app)} head={head} people={people} visits={visits} older={older} />,
    })
  })

  return routes
}
