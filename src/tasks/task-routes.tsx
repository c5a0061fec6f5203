import { type Context, Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { TaskItem } from '#views/tasks/row.tsx'
import { Subtasks } from '#views/tasks/subtasks.tsx'
import { TaskCard, TaskForm, TaskPage, TaskRemovalPage } from '#views/tasks/task.tsx'
import { words } from '#views/tasks/words.ts'
import { words as ui } from '#views/ui/words.ts'
import { chosenTags, readTask, statusForm } from './form.ts'
import type { WholeTask } from './list.ts'
import { backTo, choicesFor, isOfSeveral, taskIn, taskToChange } from './page.ts'
import { answersTo } from './portal.ts'
import { deleteTask } from './removal.ts'
import type { TaskStatus } from './rules.ts'
import { subtasksOf } from './subtask.ts'
import { changeTask, setTaskStatus } from './task.ts'

/** One task: its page, its form, its status, its end. */
export const taskRoutes = new Hono()

const pathOf = (task: WholeTask) => `/accounts/${task.account_id}/tasks/${task.id}`

/** Everything that the task's page shows. */
const pageOf = async (c: Context) => {
  const { head } = await profileIn(c)
  const { task } = await taskIn(c)
  const viewer = await viewerOf(c)
  const subtasks = <Subtasks viewer={viewer} task={task} subtasks={await subtasksOf(c.var.db, task.id)} />
  const answers = await answersTo(c.var.db, task.id)
  return { viewer, head, task, subtasks, answers, today: todayOf(c, viewer) }
}

taskRoutes.get('/accounts/:id/tasks/:taskId', may('signed in'), async (c) => {
  const props = await pageOf(c)
  const { subtasks: _, head: _head, answers: _answers, ...card } = props
  return answer(c, { page: <TaskPage {...props} />, part: <TaskCard {...card} justEdited /> })
})

const asForm = async (c: Context, form: FormState | null, status: 200 | 409 | 422) => {
  const { task } = await taskToChange(c)
  const viewer = await viewerOf(c)
  const assignable = await choicesFor(c.var.db, task.account_id, task)
  const filled = form ?? formOf(task)
  const card = <TaskForm viewer={viewer} task={task} form={filled} assignable={assignable} conflict={status === 409} />
  return wantsPart(c)
    ? answer(c, { page: '', part: card, status })
    : answer(c, { page: <TaskPage {...(await pageOf(c))} viewer={viewer} card={card} />, status })
}

taskRoutes.get('/accounts/:id/tasks/:taskId/edit', may('signed in'), (c) => asForm(c, null, 200))

taskRoutes.post('/accounts/:id/tasks/:taskId', may('signed in', 'change the task'), async (c) => {
  const { task } = await taskToChange(c)
  const { form, data } = readTask(staffOf(c), await readPosted(c))
  if (!data) return asForm(c, form, 422)
  const { fields, assigning, version } = data
  const { people, jobs } = await choicesFor(c.var.db, task.account_id, task)
  if (fields.job_id !== null && !jobs.some((job) => job.id === fields.job_id))
    return asForm(c, withProblem(form, 'job', 'not a choice'), 422)
  const known = [...people, ...task.assignees].map((person) => person.id)
  if (!assigning.chosen.every((id) => known.includes(id) || assigning.was.includes(id)))
    return asForm(c, withProblem(form, 'assignee', 'no such person'), 422)
  try {
    await write(c, async (act) => {
      const tagging = { chosen: await chosenTags(act, data), was: data.tags_was }
      await changeTask(act, task.id, version, fields, assigning, tagging)
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return asForm(c, form, 409)
  }
  const { viewer, today, ...now } = await pageOf(c)
  return done(c, {
    to: pathOf(task),
    flash: words[viewer.language].saved,
    part: <TaskCard viewer={viewer} task={now.task} today={today} justEdited />,
  })
})

/** The region in which the status was set, as it is now. */
const regionOf = async (c: Context, back: string, conflict?: TaskStatus) => {
  const { account, task } = await taskIn(c)
  const viewer = await viewerOf(c)
  const props = { viewer, task, today: todayOf(c, viewer), conflict }
  if (back === pathOf(task)) return <TaskCard {...props} />
  return <TaskItem {...props} back={back} account={isOfSeveral(back) ? account : undefined} />
}

taskRoutes.post('/accounts/:id/tasks/:taskId/status', may('signed in', 'change the task'), async (c) => {
  const { task } = await taskToChange(c)
  const parsed = parseForm(statusForm, await readPosted(c))
  const back = backTo(parsed.form.values.back ?? '', task.account_id, pathOf(task))
  if (!parsed.ok) return answerStatus(c, back, undefined, 422)
  const { status, was } = parsed.data
  try {
    await write(c, (act) => setTaskStatus(act, task.id, was, status))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return answerStatus(c, back, status, 409)
  }
  const w = words[languageOf(c)]
  return done(c, {
    to: back === pathOf(task) ? back : `${back}#task-${task.id}`,
    flash: w.isNow(task.title, w.statuses[status]),
    undo:
      status === 'completed' && was !== status
        ? {
            action: `${pathOf(task)}/status`,
            label: ui[languageOf(c)].undo,
            fields: { status: was, was: status, back },
          }
        : undefined,
    part: wantsPart(c) ? await regionOf(c, back) : undefined,
  })
})

/** What could not be set: in its place for htmx, else on the task's page. */
const answerStatus = async (c: Context, back: string, conflict: TaskStatus | undefined, status: 409 | 422) =>
  wantsPart(c)
    ? answer(c, { page: '', part: await regionOf(c, back, conflict), status })
    : answer(c, { page: <TaskPage {...(await pageOf(c))} conflict={conflict} />, status })

taskRoutes.get('/accounts/:id/tasks/:taskId/removal', may('signed in'), async (c) => {
  await taskToChange(c)
  const { viewer, head, task } = await pageOf(c)
  return answer(c, { page: <TaskRemovalPage viewer={viewer} head={head} task={task} /> })
})

taskRoutes.post('/accounts/:id/tasks/:taskId/removal', may('signed in', 'change the task'), async (c) => {
  const { account, task } = await taskToChange(c)
  await write(c, (act) => deleteTask(act, task.id))
  return done(c, {
    to: `/accounts/${account.id}/tasks`,
    flash: words[languageOf(c)].deleted(task.title),
  })
})

/** A task as its form begins. */
function formOf(task: WholeTask): FormState {
  const assigned = task.assignees.map((person) => String(person.id))
  const tags = task.tags.map((tag) => String(tag.id))
  const { title, details, status, priority, due, version } = task
  return {
    values: {
      title,
      details,
      status,
      priority,
      due,
      version: String(version),
      is_shared: String(task.is_shared),
      job: String(task.job_id ?? ''),
    },
    lists: { assignee: assigned, assignee_was: assigned, tags, tags_was: tags },
    problems: {},
  }
}
