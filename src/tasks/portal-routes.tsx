import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, lines, parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { client, clientActor } from '#src/portal/gate.ts'
import { clientAccount, type PortalSection } from '#src/portal/section.ts'
import { ClientTaskPage, ClientTasksPage } from '#views/tasks/portal.tsx'
import { words } from '#views/tasks/portal-words.ts'
import { answerTask, findSharedTask, sharedTaskPage, tasksForClient } from './portal.ts'

const answerForm = z.object({ comment: lines(2000) })

/** The tasks that are shared with an account's clients, as these see them. */
export function portalTaskRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const todayOf = (viewer: { timeZone: string }) => dayIn(viewer.timeZone, app.clock())

  routes.get('/portal/accounts/:id/tasks', client(), async (c) => {
    const frame = await clientAccount(c, app)
    const isOver = c.req.query('show') === 'over'
    const page = await sharedTaskPage(db, frame.account.id, !isOver, readCursor(c.req.query('at')))
    return answer(c, {
      page: <ClientTasksPage frame={frame} isOver={isOver} today={todayOf(frame.viewer)} {...page} />,
    })
  })

  const one = async (c: Context, form: FormState = emptyForm(), status: 200 | 409 | 422 = 200) => {
    const frame = await clientAccount(c, app)
    const task = await findSharedTask(db, frame.account.id, toId(c.req.param('taskId')))
    const props = { frame, task, today: todayOf(frame.viewer), form, meanwhile: status === 409 }
    return answer(c, { page: <ClientTaskPage {...props} />, status })
  }

  routes.get('/portal/accounts/:id/tasks/:taskId', client(), (c) => one(c))

  routes.post('/portal/accounts/:id/tasks/:taskId/answer', client(), async (c) => {
    const { account, client: me, viewer } = await clientAccount(c, app)
    const id = toId(c.req.param('taskId'))
    if (id === null) throw notFound()
    const parsed = parseForm(answerForm, await readPosted(c))
    if (!parsed.ok) return one(c, parsed.form, 422)
    const { comment } = parsed.data
    try {
      await perform(app, clientActor(c), (act) => answerTask(act, account.id, me.contactId, id, comment))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return one(c, parsed.form, 409)
    }
    return done(c, app, { to: `/portal/accounts/${account.id}/tasks`, flash: words[viewer.language].answered })
  })

  return routes
}

export const tasksInPortal: PortalSection = {
  name: 'tasks',
  title: (viewer) => words[viewer.language].tasks,
  waiting: (db, _client, accountIds) => tasksForClient(db, accountIds),
  says: (viewer, count) => words[viewer.language].waiting(count),
}
