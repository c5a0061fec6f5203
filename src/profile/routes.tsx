import { Hono } from 'hono'
import type { App } from '#src/platform/app.ts'
import { toId } from '#src/platform/web/form.ts'
import { answerInfo } from '#src/profile/info-page.tsx'
import { may } from '#src/staff/gate.ts'

export function profileRoutes(app: App): Hono {
  const routes = new Hono()

  routes.get('/accounts/:id/info', may('signed in'), (c) =>
    answerInfo(c, app, {}, { contact: toId(c.req.query('contact')) }),
  )

  return routes
}
