import { type Context, Hono } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { pipelineNames, pipelinesFor } from '#src/pipelines/pipeline.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { AccountJobsPage, FoundAccountJobs, foundJobsText, NewJobPage } from '#views/jobs/list.tsx'
import { words } from '#views/jobs/words.ts'
import { foundCount } from '#views/ui/list.tsx'
import { assignableTo } from './assignees.ts'
import { createJob } from './create.ts'
import { readJobFilter, writeJobFilter } from './filter.ts'
import { newJobForm } from './form.ts'
import { jobPage } from './list.ts'
import { overviewJobs } from './overview.tsx'

/** An account's jobs as a list, and new ones. */
export const jobListRoutes = new Hono()

jobListRoutes.get('/accounts/:id/jobs', may('signed in'), async (c) => {
  const { head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const today = todayOf(c, viewer)
  const filter = readJobFilter(c.req.query())
  const [page, pipelines, usable] = await Promise.all([
    jobPage(c.var.db, staffOf(c), { ...filter, accountId: head.id }, today, readCursor(c.req.query('at'))),
    pipelineNames(c.var.db),
    pipelinesFor(c.var.db, staffOf(c)),
  ])
  const props = { viewer, head, filter, today, pipelines, mayAdd: usable.length > 0, ...page }
  const base = `/accounts/${head.id}/jobs`
  return answer(c, {
    page: <AccountJobsPage {...props} />,
    part: <FoundAccountJobs {...props} base={base} />,
    also: foundCount(foundJobsText(props)),
    at: addressOf(base, writeJobFilter(filter)),
  })
})

jobListRoutes.get('/accounts/:id/jobs/current', may('signed in'), async (c) => {
  const account = await accountIn(c)
  if (!wantsPart(c)) return c.redirect(`/accounts/${account.id}#overview-jobs`, 303)
  const viewer = await viewerOf(c)
  return answer(c, { page: '', part: await overviewJobs({ app: c.var.app, viewer, account }, { justAdded: true }) })
})

/** A page of its own; on an overview, where htmx asks, in its section. */
const asForm = async (c: Context, back: string, formFor: FormState | null, status: 200 | 409 | 422) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const [assignable, pipelines] = await Promise.all([
    assignableTo(c.var.db, account.id),
    pipelinesFor(c.var.db, staffOf(c)),
  ])
  const preparer = assignable.people.find((person) => person.role === 'preparer')
  const form = formFor ?? emptyForm({}, { assignee: [String(preparer?.id ?? staffOf(c).id)] })
  const adding = { form, assignable, pipelines }
  return wantsPart(c) && back === `/accounts/${account.id}`
    ? answer(c, { page: '', part: await overviewJobs({ app: c.var.app, viewer, account }, { adding }), status })
    : answer(c, { page: <NewJobPage viewer={viewer} head={head} back={back} {...adding} />, status })
}

/** The page that the form stood on: the overview, or the firm's list; else the account's. */
const backIn = (c: Context, path: string) => {
  const overview = `/accounts/${toId(c.req.param('id'))}`
  return [overview, '/jobs'].includes(path) ? path : `${overview}/jobs`
}

jobListRoutes.get('/accounts/:id/jobs/new', may('signed in'), (c) =>
  asForm(c, backIn(c, c.req.query('back') ?? ''), null, 200),
)

jobListRoutes.post('/accounts/:id/jobs', may('signed in', 'begin a job'), creates(), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(newJobForm, await readPosted(c))
  const back = backIn(c, parsed.form.values.back ?? '')
  if (!parsed.ok) return asForm(c, back, parsed.form, 422)
  const { pipeline, assignee, name, details, due } = parsed.data
  const usable = (await pipelinesFor(c.var.db, staffOf(c))).find((one) => one.id === pipeline)
  if (!usable) return asForm(c, back, withProblem(parsed.form, 'pipeline', 'not a choice'), 422)
  const assignees = assignee.filter((id) => id !== null)
  const { people } = await assignableTo(c.var.db, account.id)
  if (assignees.some((id) => !people.some((person) => person.id === id)))
    return asForm(c, back, withProblem(parsed.form, 'assignee', 'no such person'), 422)
  const fields = { name, details, due }
  await write(c, (act) => createJob(act, account.id, pipeline, fields, assignees))
  const viewer = await viewerOf(c)
  const onOverview = back === `/accounts/${account.id}`
  return done(c, {
    to: onOverview ? `${back}#overview-jobs` : back,
    flash: words[viewer.language].added(name || usable.name),
    part:
      wantsPart(c) && onOverview
        ? await overviewJobs({ app: c.var.app, viewer, account }, { justAdded: true })
        : undefined,
  })
})
