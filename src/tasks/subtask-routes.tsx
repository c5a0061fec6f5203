import { type Context, Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { Subtasks } from '#views/tasks/subtasks.tsx'
import { TaskPage } from '#views/tasks/task.tsx'
import { taskToChange, todayFor } from './asked.ts'
import { subtaskDoneForm, subtaskForm } from './form.ts'
import type { WholeTask } from './list.ts'
import { addSubtask, removeSubtask, setSubtaskDone, subtasksOf } from './subtask.ts'

/** What a task is divided into. */
export function subtaskRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const base = '/accounts/:id/tasks/:taskId/subtasks'
  const subtaskIdIn = (c: Context) => {
    const id = toId(c.req.param('subtaskId'))
    if (id === null) throw notFound()
    return id
  }

  const changed = async (c: Context, task: WholeTask, justChanged = false) => {
    const viewer = await viewerOf(c, app)
    const subtasks = await subtasksOf(db, task.id)
    return done(c, app, {
      to: `/accounts/${task.account_id}/tasks/${task.id}#subtasks`,
      part: <Subtasks viewer={viewer} task={task} subtasks={subtasks} justChanged={justChanged} />,
    })
  }

  const refused = async (c: Context, task: WholeTask, form: FormState) => {
    const { head } = await findProfile(db, staffOf(c), task.account_id)
    const viewer = await viewerOf(c, app)
    const props = { viewer, task, subtasks: await subtasksOf(db, task.id), form }
    return wantsPart(c)
      ? answer(c, { page: '', part: <Subtasks {...props} justChanged />, status: 422 })
      : answer(c, { page: <TaskPage {...props} head={head} today={todayFor(app, viewer)} />, status: 422 })
  }

  routes.post(base, may('signed in'), async (c) => {
    const { task } = await taskToChange(c, db)
    const parsed = parseForm(subtaskForm, await readPosted(c))
    if (!parsed.ok) return refused(c, task, parsed.form)
    await perform(app, actorOf(c), (act) => addSubtask(act, task.id, parsed.data.title))
    return changed(c, task, true)
  })

  routes.post(`${base}/:subtaskId/done`, may('signed in'), async (c) => {
    const { task } = await taskToChange(c, db)
    const parsed = parseForm(subtaskDoneForm, await readPosted(c))
    const id = subtaskIdIn(c)
    if (parsed.ok)
      await perform(app, actorOf(c), (act) => setSubtaskDone(act, task.id, id, parsed.data.wanted === 'on'))
    return parsed.ok ? changed(c, task) : refused(c, task, { values: {}, lists: {}, problems: {} })
  })

  routes.post(`${base}/:subtaskId/removal`, may('signed in'), async (c) => {
    const { task } = await taskToChange(c, db)
    const id = subtaskIdIn(c)
    await perform(app, actorOf(c), (act) => removeSubtask(act, task.id, id))
    return changed(c, task, true)
  })

  return routes
}
