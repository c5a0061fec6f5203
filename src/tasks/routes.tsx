import { type Context, Hono } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { jobsToChoose } from '#src/jobs/of-account.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { emptyForm, type FormState, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { allTags } from '#src/tags/tag.ts'
import { NewTaskPage, TaskListPage } from '#views/tasks/list.tsx'
import { words } from '#views/tasks/words.ts'
import { readTaskFilter } from './filter.ts'
import { chosenTags, readTask } from './form.ts'
import { taskPage } from './list.ts'
import { overviewTasks } from './overview.tsx'
import { backTo, choicesFor } from './page.ts'
import { createTask } from './task.ts'

/** An account's tasks as a list, and new ones. */
export const taskListRoutes = new Hono()

taskListRoutes.get('/accounts/:id/tasks', may('signed in'), async (c) => {
  const { head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const today = todayOf(c, viewer)
  const filter = readTaskFilter(c.req.query())
  const cursor = readCursor(c.req.query('at'))
  const page = await taskPage(c.var.db, staffOf(c), head.id, filter, today, cursor)
  const at = cursor ? c.req.query('at') : undefined
  const [tags, jobs] = await Promise.all([allTags(c.var.db), jobsToChoose(c.var.db, head.id, filter.job)])
  return answer(c, {
    page: (
      <TaskListPage
        viewer={viewer}
        head={head}
        filter={filter}
        tags={tags}
        jobs={jobs}
        at={at}
        today={today}
        {...page}
      />
    ),
  })
})

taskListRoutes.get('/accounts/:id/tasks/newest', may('signed in'), async (c) => {
  const account = await accountIn(c)
  if (!wantsPart(c)) return c.redirect(`/accounts/${account.id}#overview-tasks`, 303)
  const viewer = await viewerOf(c)
  return answer(c, { page: '', part: await overviewTasks({ app: c.var.app, viewer, account }, { justAdded: true }) })
})

/** A page of its own; on an overview, where htmx asks, in its section. */
const asForm = async (c: Context, back: string, formFor: FormState | null, status: 200 | 422) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const assignable = await choicesFor(c.var.db, account.id)
  const form = formFor ?? suggested(assignable, staffOf(c).id, toId(c.req.query('job')))
  return wantsPart(c) && back === `/accounts/${account.id}`
    ? answer(c, {
        page: '',
        part: await overviewTasks({ app: c.var.app, viewer, account }, { adding: { form, assignable } }),
        status,
      })
    : answer(c, {
        page: <NewTaskPage viewer={viewer} head={head} form={form} assignable={assignable} back={back} />,
        status,
      })
}

/** Given to whoever prepares the account, else to oneself; of the job from which one comes. */
const suggested = ({ people, jobs }: Awaited<ReturnType<typeof choicesFor>>, me: number, jobId: number | null) => {
  const preparer = people.find((person) => person.role === 'preparer')
  const job = jobs.some((one) => one.id === jobId) ? String(jobId) : ''
  return emptyForm(
    { status: 'planned', priority: 'normal', is_shared: '0', job },
    { assignee: [String(preparer?.id ?? me)] },
  )
}

const listOf = (c: Context) => `/accounts/${toId(c.req.param('id'))}/tasks`
const backIn = (c: Context, path: string) => backTo(path, toId(c.req.param('id')) ?? 0, listOf(c))

taskListRoutes.get('/accounts/:id/tasks/new', may('signed in'), (c) =>
  asForm(c, backIn(c, c.req.query('back') ?? ''), null, 200),
)

taskListRoutes.post('/accounts/:id/tasks', may('signed in', 'see the account'), creates(), async (c) => {
  const account = await accountIn(c)
  const { form, data } = readTask(staffOf(c), await readPosted(c))
  const back = backIn(c, form.values.back ?? '')
  if (!data) return asForm(c, back, form, 422)
  const { fields } = data
  const assignees = data.assigning.chosen
  const { people, jobs } = await choicesFor(c.var.db, account.id)
  if (fields.job_id !== null && !jobs.some((job) => job.id === fields.job_id))
    return asForm(c, back, withProblem(form, 'job', 'not a choice'), 422)
  if (assignees.some((id) => !people.some((person) => person.id === id)))
    return asForm(c, back, withProblem(form, 'assignee', 'no such person'), 422)
  await write(c, async (act) => createTask(act, account.id, fields, assignees, await chosenTags(act, data)))
  const viewer = await viewerOf(c)
  return done(c, {
    to: back === `/accounts/${account.id}` ? `${back}#overview-tasks` : back,
    flash: words[viewer.language].added(fields.title),
    part:
      wantsPart(c) && back === `/accounts/${account.id}`
        ? await overviewTasks({ app: c.var.app, viewer, account }, { justAdded: true })
        : undefined,
  })
})
