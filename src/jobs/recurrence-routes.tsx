import { type Context, Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { usualDaysBefore } from '#src/platform/recurrence.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { RecurrencePage } from '#views/jobs/recurrence.tsx'
import { words } from '#views/jobs/words.ts'
import { jobToChange, todayFor } from './asked.ts'
import { recurrenceForm } from './form.ts'
import { endRecurrence, type Recurrence, recurrenceOf, setRecurrence } from './recurrence.ts'

/** A job that comes back: how often, and until when. */
export function recurrenceRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const path = '/accounts/:id/jobs/:jobId/recurrence'

  const formPage = async (c: Context, form: FormState, status: 200 | 409 | 422, now?: Recurrence) => {
    const { job } = await jobToChange(c, db)
    const { head } = await findProfile(db, staffOf(c), job.account_id)
    const conflict = status === 409 ? now : undefined
    return answer(c, {
      page: <RecurrencePage viewer={await viewerOf(c, app)} head={head} job={job} form={form} conflict={conflict} />,
      status,
    })
  }

  routes.get(path, may('signed in'), async (c) => {
    const { job } = await jobToChange(c, db)
    const now = await recurrenceOf(db, job.id)
    const { every, first_due, until, days_before } = now ?? {
      every: 'month' as const,
      first_due: job.due,
      until: '',
      days_before: usualDaysBefore.month,
    }
    const values = { every, first_due, until, days_before: String(days_before), version: String(now?.version ?? 0) }
    return formPage(c, emptyForm(values), 200)
  })

  routes.post(path, may('signed in'), async (c) => {
    const { job } = await jobToChange(c, db)
    const parsed = parseForm(recurrenceForm, await readPosted(c))
    if (!parsed.ok) return formPage(c, parsed.form, 422)
    const { version, ...fields } = parsed.data
    if (fields.until && fields.until < fields.first_due)
      return formPage(c, withProblem(parsed.form, 'until', 'before the first'), 422)
    const viewer = await viewerOf(c, app)
    try {
      await perform(app, actorOf(c), (act) => setRecurrence(act, job.id, version, fields, todayFor(app, viewer)))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return formPage(c, parsed.form, 409, (await recurrenceOf(db, job.id))!)
    }
    return done(c, app, { to: `/accounts/${job.account_id}/jobs/${job.id}`, flash: words[viewer.language].saved })
  })

  routes.post(`${path}/end`, may('signed in'), async (c) => {
    const { job } = await jobToChange(c, db)
    await perform(app, actorOf(c), (act) => endRecurrence(act, job.id))
    const to = `/accounts/${job.account_id}/jobs/${job.id}`
    return done(c, app, { to, flash: words[languageOf(c, app)].repeatsNoMore })
  })

  return routes
}
