import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { occurrence, usualDaysBefore } from '#src/platform/recurrence.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { RecurrencePage } from '#views/jobs/recurrence.tsx'
import { words } from '#views/jobs/words.ts'
import { recurrenceForm, recurrenceValues } from './form.ts'
import { jobToChange } from './page.ts'
import { endRecurrence, type Recurrence, recurrenceOf, rhythmOf, setRecurrence } from './recurrence.ts'

/** A job that comes back: how often, and until when. */
export const recurrenceRoutes = new Hono()

const path = '/accounts/:id/jobs/:jobId/recurrence'

const formPage = async (c: Context, form: FormState, status: 200 | 409 | 422, now?: Recurrence) => {
  const { job } = await jobToChange(c)
  const { head } = await findProfile(c.var.db, staffOf(c), job.account_id)
  const conflict = status === 409 ? now : undefined
  return answer(c, {
    page: <RecurrencePage viewer={await viewerOf(c)} head={head} job={job} form={form} conflict={conflict} />,
    status,
  })
}

recurrenceRoutes.get(path, may('signed in'), async (c) => {
  const { job } = await jobToChange(c)
  const now = await recurrenceOf(c.var.db, job.id)
  const usual = { every: 'month', first_due: job.due, last_day: 0, until: '', days_before: usualDaysBefore.month }
  return formPage(c, emptyForm(recurrenceValues({ version: 0, ...usual, ...now })), 200)
})

recurrenceRoutes.post(path, may('signed in', 'change the job'), async (c) => {
  const { job } = await jobToChange(c)
  const parsed = parseForm(recurrenceForm, await readPosted(c))
  if (!parsed.ok) return formPage(c, parsed.form, 422)
  const { version, ...said } = parsed.data
  if (said.every === 'week' && said.last_day)
    return formPage(c, withProblem(parsed.form, 'last_day', 'weeks have no last day'), 422)
  const fields = { ...said, first_due: occurrence(rhythmOf(said), 0) }
  if (fields.until && fields.until < fields.first_due)
    return formPage(c, withProblem(parsed.form, 'until', 'before the first'), 422)
  const viewer = await viewerOf(c)
  try {
    await write(c, (act) => setRecurrence(act, job.id, version, fields, todayOf(c, viewer)))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return formPage(c, parsed.form, 409, (await recurrenceOf(c.var.db, job.id))!)
  }
  return done(c, { to: `/accounts/${job.account_id}/jobs/${job.id}`, flash: words[viewer.language].saved })
})

recurrenceRoutes.post(`${path}/end`, may('signed in', 'change the job'), async (c) => {
  const { job } = await jobToChange(c)
  await write(c, (act) => endRecurrence(act, job.id))
  const to = `/accounts/${job.account_id}/jobs/${job.id}`
  return done(c, { to, flash: words[languageOf(c)].repeatsNoMore })
})
