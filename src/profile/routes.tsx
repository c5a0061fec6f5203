import { Hono } from 'hono'
import { toId } from '#src/platform/web/form.ts'
import { answerInfo } from '#src/profile/info-page.tsx'
import { may } from '#src/staff/gate.ts'

export const profileRoutes = new Hono()

profileRoutes.get('/accounts/:id/info', may('signed in'), (c) =>
  answerInfo(c, {}, { contact: toId(c.req.query('contact')) }),
)
