import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, parseForm, readPosted, toId, wantedForm } from '#src/platform/web/form.ts'
import { readReordering, reordered } from '#src/platform/web/order.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { findProfile } from '#src/profile/head.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { type ShownSubtasks, Subtasks } from '#views/tasks/subtasks.tsx'
import { TaskPage } from '#views/tasks/task.tsx'
import { subtaskForm, subtaskOrderForm } from './form.ts'
import type { WholeTask } from './list.ts'
import { subtasksIn, taskIn, taskToChange } from './page.ts'
import { answersTo } from './portal.ts'
import { addSubtask, orderSubtasks, removeSubtask, renameSubtask, setSubtaskDone } from './subtask.ts'

/** What a task is divided into. */
export const subtaskRoutes = new Hono()

const base = '/accounts/:id/tasks/:taskId/subtasks'
const subtaskIdIn = (c: Context) => {
  const id = toId(c.req.param('subtaskId'))
  if (id === null) throw notFound()
  return id
}

/** The subtasks as they are shown now: read, put in order, or one of them as a form. */
const show = async (c: Context, task: WholeTask, shown: ShownSubtasks = {}, status: 200 | 409 | 422 = 200) => {
  const viewer = await viewerOf(c)
  const subtasks = await subtasksIn(c)
  const part = <Subtasks viewer={viewer} task={task} subtasks={subtasks} {...shown} />
  if (wantsPart(c)) return answer(c, { page: '', part, status })
  const { head } = await findProfile(c.var.db, staffOf(c), task.account_id)
  const props = { viewer, head, task, today: todayOf(c, viewer), answers: await answersTo(c.var.db, task.id) }
  const page = <TaskPage {...props} subtasks={part} />
  return answer(c, { page, status })
}

const changed = async (c: Context, task: WholeTask, shown: ShownSubtasks = {}, to = '#subtasks') => {
  const viewer = await viewerOf(c)
  const subtasks = await subtasksIn(c)
  return done(c, {
    to: `/accounts/${task.account_id}/tasks/${task.id}${to}`,
    part: <Subtasks viewer={viewer} task={task} subtasks={subtasks} {...shown} />,
  })
}

subtaskRoutes.get(base, may('signed in'), async (c) => {
  const { account, task } = await taskIn(c)
  return wantsPart(c)
    ? show(c, task, { justChanged: true })
    : c.redirect(`/accounts/${account.id}/tasks/${task.id}`, 303)
})

subtaskRoutes.post(base, may('signed in', 'change the task'), creates(), async (c) => {
  const { task } = await taskToChange(c)
  const parsed = parseForm(subtaskForm, await readPosted(c))
  if (!parsed.ok) return show(c, task, { form: parsed.form, justChanged: true }, 422)
  await write(c, (act) => addSubtask(act, task.id, parsed.data.title))
  return changed(c, task, { justChanged: true })
})

subtaskRoutes.post(`${base}/:subtaskId/done`, may('signed in', 'change the task'), async (c) => {
  const { task } = await taskToChange(c)
  const parsed = parseForm(wantedForm, await readPosted(c))
  const id = subtaskIdIn(c)
  if (parsed.ok) await write(c, (act) => setSubtaskDone(act, task.id, id, parsed.data.wanted === 'on'))
  return parsed.ok ? changed(c, task) : show(c, task, {}, 422)
})

subtaskRoutes.post(`${base}/:subtaskId/removal`, may('signed in', 'change the task'), async (c) => {
  const { task } = await taskToChange(c)
  const id = subtaskIdIn(c)
  await write(c, (act) => removeSubtask(act, task.id, id))
  return changed(c, task, { justChanged: true })
})

subtaskRoutes.get(`${base}/order`, may('signed in'), async (c) => {
  const { task } = await taskToChange(c)
  return show(c, task, { ordering: {} })
})

subtaskRoutes.post(`${base}/order`, may('signed in', 'change the task'), async (c) => {
  const { task } = await taskToChange(c)
  const posted = await readPosted(c)
  const parsed = parseForm(subtaskOrderForm, posted)
  const was = parsed.ok ? parsed.data.was : []
  const items = was.map(String)
  const wanted = reordered(items, readReordering(posted, items))
  try {
    await write(c, (act) => orderSubtasks(act, task.id, was, wanted.map(Number)))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return show(c, task, { ordering: { mine: new Map(wanted.map((item, i) => [item, i + 1])) } }, 409)
  }
  return changed(c, task, { ordering: {} }, '/subtasks/order#subtasks')
})

subtaskRoutes.get(`${base}/:subtaskId/edit`, may('signed in'), async (c) => {
  const { task } = await taskToChange(c)
  const id = subtaskIdIn(c)
  const subtask = (await subtasksIn(c)).find((one) => one.id === id)
  if (!subtask) throw notFound()
  return show(c, task, {
    editing: { id, form: emptyForm({ title: subtask.title, version: String(subtask.version) }) },
  })
})

subtaskRoutes.post(`${base}/:subtaskId`, may('signed in', 'change the task'), async (c) => {
  const { task } = await taskToChange(c)
  const id = subtaskIdIn(c)
  const { form, ...parsed } = parseForm(subtaskForm, await readPosted(c))
  if (!parsed.ok) return show(c, task, { editing: { id, form } }, 422)
  const { title, version } = parsed.data
  try {
    await write(c, (act) => renameSubtask(act, task.id, id, version, title))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return show(c, task, { editing: { id, form, conflict: true } }, 409)
  }
  return changed(c, task, { renamed: id })
})
