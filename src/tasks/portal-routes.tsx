import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, lines, parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { client } from '#src/portal/gate.ts'
import { clientAccount, type PortalSection } from '#src/portal/section.ts'
import { ClientTaskPage, ClientTasksPage } from '#views/tasks/portal.tsx'
import { words } from '#views/tasks/portal-words.ts'
import { answerTask, findSharedTask, sharedTaskPage, tasksForClient } from './portal.ts'

const answerForm = z.object({ comment: lines(2000) })

/** The tasks that are shared with an account's clients, as these see them. */
export const portalTaskRoutes = new Hono()

portalTaskRoutes.get('/portal/accounts/:id/tasks', client(), async (c) => {
  const frame = await clientAccount(c)
  const isOver = c.req.query('show') === 'over'
  const page = await sharedTaskPage(c.var.db, frame.account.id, !isOver, readCursor(c.req.query('at')))
  return answer(c, {
    page: <ClientTasksPage frame={frame} isOver={isOver} today={todayOf(c, frame.viewer)} {...page} />,
  })
})

const one = async (c: Context, form: FormState = emptyForm(), status: 200 | 409 | 422 = 200) => {
  const frame = await clientAccount(c)
  const task = await findSharedTask(c.var.db, frame.account.id, toId(c.req.param('taskId')))
  const props = { frame, task, today: todayOf(c, frame.viewer), form, meanwhile: status === 409 }
  return answer(c, { page: <ClientTaskPage {...props} />, status })
}

portalTaskRoutes.get('/portal/accounts/:id/tasks/:taskId', client(), (c) => one(c))

portalTaskRoutes.post('/portal/accounts/:id/tasks/:taskId/answer', client(), creates(), async (c) => {
  const { account, client: me, viewer } = await clientAccount(c)
  const id = toId(c.req.param('taskId'))
  if (id === null) throw notFound()
  const parsed = parseForm(answerForm, await readPosted(c))
  if (!parsed.ok) return one(c, parsed.form, 422)
  const { comment } = parsed.data
  try {
    await write(c, (act) => answerTask(act, account.id, me.contactId, id, comment))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return one(c, parsed.form, 409)
  }
  return done(c, { to: `/portal/accounts/${account.id}/tasks`, flash: words[viewer.language].answered })
})

export const tasksInPortal: PortalSection = {
  name: 'tasks',
  place: 10,
  title: (viewer) => words[viewer.language].tasks,
  waiting: (db, _client, accountIds) => tasksForClient(db, accountIds),
  says: (viewer, count) => words[viewer.language].waiting(count),
}
