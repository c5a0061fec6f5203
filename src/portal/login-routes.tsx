import { Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { may, viewerOf } from '#src/staff/gate.ts'
import { LoginsPage } from '#views/portal/logins.tsx'
import { loginsOf, visitsTo } from './logins.ts'

const perPage = 50

/** The staff's view of who of an account was in the portal. */
export const loginRoutes = new Hono()

loginRoutes.get('/accounts/:id/logins', may('signed in'), async (c) => {
  const { head } = await profileIn(c)
  const before = toId(c.req.query('before')) ?? undefined
  const [people, { visits, more }] = await Promise.all([
    loginsOf(c.var.db, head.id),
    visitsTo(c.var.db, head.id, perPage, before),
  ])
  const older = more ? `${c.req.path}?before=${visits.at(-1)!.id}` : undefined
  return answer(c, {
    page: <LoginsPage viewer={await viewerOf(c)} head={head} people={people} visits={visits} older={older} />,
  })
})
