import { Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { type AuditEvent, events } from '#src/audit/events.ts'
import { auditKinds } from '#src/audit/kinds.ts'
import type { App } from '#src/platform/app.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { AccountActivityPage, FirmActivityPage } from '#views/audit/activity.tsx'

const perPage = 60

const olderThan = (path: string, page: { events: AuditEvent[]; more: boolean }, filter: Record<string, string> = {}) =>
  page.more ? `${path}?${new URLSearchParams({ ...filter, before: String(page.events.at(-1)?.id) })}` : undefined

export function activityRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  routes.get('/accounts/:id/activity', may('signed in'), async (c) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const page = await events(db, { accountId: head.id, before: toId(c.req.query('before')) ?? undefined }, perPage)
    const older = olderThan(c.req.path, page)
    return answer(c, {
      page: <AccountActivityPage viewer={await viewerOf(c, app)} head={head} events={page.events} older={older} />,
    })
  })

  routes.get('/activity', may('admin'), async (c) => {
    const person = toId(c.req.query('person'))
    const kind = auditKinds.find((known) => known === c.req.query('kind'))
    const page = await events(
      db,
      { staffId: person ?? undefined, kind, before: toId(c.req.query('before')) ?? undefined },
      perPage,
    )
    const filter = { ...(person ? { person: String(person) } : {}), ...(kind ? { kind } : {}) }
    const people = await db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').execute()
    const props = { events: page.events, older: olderThan('/activity', page, filter), people, person, kind: kind ?? '' }
    return answer(c, { page: <FirmActivityPage viewer={await viewerOf(c, app)} {...props} /> })
  })

  return routes
}
