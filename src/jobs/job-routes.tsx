import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, wantedForm, withProblem } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { JobCard, JobForm, JobPage, JobRemovalPage } from '#views/jobs/job.tsx'
import { words } from '#views/jobs/words.ts'
import { assignableTo } from './assignees.ts'
import { jobForm } from './form.ts'
import { changeJob, setJobArchived } from './job.ts'
import type { WholeJob } from './list.ts'
import { cardOf, jobToChange, pageOf } from './page.ts'
import { deleteJob } from './removal.ts'

/** One job: its page, its form, the archive, its end. */
export const jobRoutes = new Hono()

const pathOf = (job: WholeJob) => `/accounts/${job.account_id}/jobs/${job.id}`

jobRoutes.get('/accounts/:id/jobs/:jobId', may('signed in'), async (c) =>
  wantsPart(c)
    ? answer(c, { page: '', part: <JobCard {...(await cardOf(c))} justEdited /> })
    : answer(c, { page: <JobPage {...(await pageOf(c))} /> }),
)

const asForm = async (c: Context, form: FormState | null, status: 200 | 409 | 422) => {
  const { job } = await jobToChange(c)
  const assignable = await assignableTo(c.var.db, job.account_id, job.assignees)
  const props = { job, form: form ?? formOf(job), assignable, conflict: status === 409 }
  if (wantsPart(c)) return answer(c, { page: '', part: <JobForm viewer={await viewerOf(c)} {...props} />, status })
  const page = await pageOf(c)
  return answer(c, { page: <JobPage {...page} card={<JobForm viewer={page.viewer} {...props} />} />, status })
}

jobRoutes.get('/accounts/:id/jobs/:jobId/edit', may('signed in'), (c) => asForm(c, null, 200))

jobRoutes.post('/accounts/:id/jobs/:jobId', may('signed in', 'change the job'), async (c) => {
  const { job } = await jobToChange(c)
  const parsed = parseForm(jobForm, await readPosted(c))
  if (!parsed.ok) return asForm(c, parsed.form, 422)
  const { assignee, assignee_was, version, ...fields } = parsed.data
  const choosing = { chosen: some(assignee), was: some(assignee_was) }
  const { people } = await assignableTo(c.var.db, job.account_id)
  const known = [...people, ...job.assignees].map((person) => person.id)
  if (!choosing.chosen.every((id) => known.includes(id) || choosing.was.includes(id)))
    return asForm(c, withProblem(parsed.form, 'assignee', 'no such person'), 422)
  try {
    await write(c, (act) => changeJob(act, job.id, version, fields, choosing))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return asForm(c, parsed.form, 409)
  }
  return done(c, {
    to: pathOf(job),
    flash: words[languageOf(c)].saved,
    part: wantsPart(c) ? <JobCard {...(await cardOf(c))} justEdited /> : undefined,
  })
})

jobRoutes.post('/accounts/:id/jobs/:jobId/archived', may('signed in', 'change the job'), async (c) => {
  const { job } = await jobToChange(c)
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (!parsed.ok) return c.redirect(pathOf(job), 303)
  const archived = parsed.data.wanted === 'on'
  await write(c, (act) => setJobArchived(act, job.id, archived))
  const w = words[languageOf(c)]
  return done(c, {
    to: pathOf(job),
    flash: archived ? w.archivedNow(job.name) : w.broughtBack(job.name),
    part: wantsPart(c) ? <JobCard {...(await cardOf(c))} /> : undefined,
  })
})

jobRoutes.get('/accounts/:id/jobs/:jobId/removal', may('manage pipelines'), async (c) => {
  const { job } = await jobToChange(c)
  const { head } = await findProfile(c.var.db, staffOf(c), job.account_id)
  return answer(c, { page: <JobRemovalPage viewer={await viewerOf(c)} head={head} job={job} /> })
})

jobRoutes.post('/accounts/:id/jobs/:jobId/removal', may('manage pipelines'), async (c) => {
  const { account, job } = await jobToChange(c)
  await write(c, (act) => deleteJob(act, job.id))
  return done(c, {
    to: `/accounts/${account.id}/jobs`,
    flash: words[languageOf(c)].deleted(job.name),
  })
})

const some = (ids: readonly (number | null)[]) => ids.filter((id) => id !== null)

/** A job as its form begins. */
function formOf({ name, details, due, version, assignees }: WholeJob): FormState {
  const assigned = assignees.map((person) => String(person.id))
  return {
    values: { name, details, due, version: String(version) },
    lists: { assignee: assigned, assignee_was: assigned },
    problems: {},
  }
}
