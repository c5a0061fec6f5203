import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { accountIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { jobsToChoose } from '#src/jobs/of-account.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import { answer, done, keepFlash } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { TimeActions } from '#views/time/list.tsx'
import { RunningTimer } from '#views/time/running.tsx'
import { DiscardPage, StopPage } from '#views/time/timer.tsx'
import { words } from '#views/time/words.ts'
import { writeDuration } from './duration.ts'
import { discardForm, placeIn, stopForm } from './form.ts'
import { timerIn } from './frame.ts'
import { allServices } from './service.ts'
import { discardTimer, type Measured, measure, startTimer, stopTimer } from './timer.ts'

/** The timer: one for each person, started on an account, stopped or discarded by whoever runs it. */
export const timerRoutes = new Hono()

const offered = async (c: Context) => (await allServices(c.var.db)).filter((service) => service.is_active)

timerRoutes.post('/accounts/:id/time/timer', may('signed in', 'see the account'), async (c) => {
  const account = await accountIn(c)
  const posted = await readPosted(c)
  const place = placeIn(posted.get('in')?.[0])
  const jobId = toId(posted.get('job')?.[0])
  const started = await write(c, (act) => startTimer(act, staffOf(c).id, account.id, jobId))
  // The one that runs elsewhere is not lost: it is stopped first, by whoever started it.
  if (!started) return done(c, { to: `/time/timer?next=${account.id}` })
  const viewer = await viewerOf(c)
  return done(c, {
    to: {
      overview: `/accounts/${account.id}#overview-time`,
      account: `/accounts/${account.id}/time`,
      week: '/time',
      job: `/accounts/${account.id}/jobs/${jobId ?? ''}`,
    }[place],
    flash: words[viewer.language].started(account.name),
    part:
      place === 'week' || place === 'job' ? undefined : (
        <TimeActions viewer={viewer} accountId={account.id} place={place} justClosed />
      ),
    also: { target: '#running-timer', region: <RunningTimer viewer={viewer} /> },
  })
})

const stoppedAlready = (c: Context) => {
  keepFlash(c, { kind: 'problem', text: words[languageOf(c)].stoppedAlready })
  return done(c, { to: '/time' })
}

/** The timer that runs, and what it shows; undefined where none does. */
const running = async (c: Context) => {
  const viewer = await viewerOf(c)
  const timer = await timerIn(c)
  return timer && { viewer, timer, measured: measure(timer.started_at, c.var.app.clock(), viewer.timeZone) }
}

const nextIn = async (c: Context, id: number | null) =>
  id === null ? null : await findAccount(c.var.db, staffOf(c), id).catch(() => null)

const stopPage = async (c: Context, nextId: number | null, form: FormState | null, status: 200 | 422) => {
  const now = await running(c)
  if (!now) return done(c, { to: '/time', flash: words[languageOf(c)].noTimer })
  const next = await nextIn(c, nextId)
  const { account_id, job_id } = now.timer
  const jobs = now.timer.account === null ? [] : await jobsToChoose(c.var.db, account_id, job_id)
  const started = { ...prefilled(now.measured), job: String(job_id ?? '') }
  const props = { ...now, services: await offered(c), jobs, next, form: form ?? emptyForm(started) }
  return answer(c, { page: <StopPage {...props} />, status })
}

timerRoutes.get('/time/timer', may('signed in'), (c) => stopPage(c, toId(c.req.query('next')), null, 200))

timerRoutes.post('/time/timer', may('signed in', 'see the account'), async (c) => {
  const posted = await readPosted(c)
  const timer = await timerIn(c)
  const asked = toId(posted.get('timer')?.[0])
  if (!timer || (asked !== null && timer.id !== asked)) return stoppedAlready(c)
  // Whoever no longer sees the account can only discard.
  if (timer.account === null) throw notFound()
  const parsed = parseForm(stopForm, posted)
  const nextId = toId(posted.get('next')?.[0])
  if (!parsed.ok) return stopPage(c, nextId, parsed.form, 422)
  const { duration, duration_next, work, service, job, billable } = parsed.data
  const viewer = await viewerOf(c)
  const [first] = measure(timer.started_at, c.var.app.clock(), viewer.timeZone).days
  const following = daysAfter(first!.day, 1)
  if (duration_next > 0 && following > todayOf(c, viewer))
    return stopPage(c, nextId, withProblem(parsed.form, 'duration_next', 'in the future'), 422)
  const entered = [
    { day: first!.day, minutes: duration },
    { day: following, minutes: duration_next },
  ].filter(({ minutes }) => minutes > 0)
  if (entered.length === 0) return stopPage(c, nextId, withProblem(parsed.form, 'duration', 'no time'), 422)
  if (service !== null && !(await offered(c)).some((one) => one.id === service))
    return stopPage(c, nextId, withProblem(parsed.form, 'service', 'not a choice'), 422)
  if (job !== null && !(await jobsToChoose(c.var.db, timer.account_id, timer.job_id)).some((one) => one.id === job))
    return stopPage(c, nextId, withProblem(parsed.form, 'job', 'not a choice'), 422)
  const next = await nextIn(c, nextId)
  const stopped = await write(c, async (act) => {
    const rest = { work, service_id: service, billable, job_id: job }
    const ended = await stopTimer(act, staffOf(c).id, timer.id, { ...rest, days: entered })
    if (ended && next) await startTimer(act, staffOf(c).id, next.id)
    return ended
  })
  if (!stopped) return stoppedAlready(c)
  const minutes = entered.reduce((sum, day) => sum + day.minutes, 0)
  return done(c, {
    to: next ? `/accounts/${next.id}` : `/accounts/${timer.account_id}/time`,
    flash: words[viewer.language].stopped(writeDuration(minutes), timer.account),
  })
})

timerRoutes.get('/time/timer/removal', may('signed in'), async (c) => {
  const now = await running(c)
  if (!now) return done(c, { to: '/time', flash: words[languageOf(c)].noTimer })
  return answer(c, { page: <DiscardPage {...now} /> })
})

timerRoutes.post('/time/timer/removal', may('signed in', 'one’s own timer'), async (c) => {
  const parsed = parseForm(discardForm, await readPosted(c))
  const discarded = parsed.ok && (await write(c, (act) => discardTimer(act, staffOf(c).id, parsed.data.timer)))
  if (!discarded) return stoppedAlready(c)
  return done(c, { to: '/time', flash: words[languageOf(c)].discarded })
})

/** What a stop form begins with. Of a timer that was forgotten the person says how long it was. */
const prefilled = ({ days, isForgotten }: Measured): Record<string, string> => ({
  duration: isForgotten ? '' : writeDuration(days[0]!.minutes),
  duration_next: days[1] ? writeDuration(days[1].minutes) : '',
  billable: 'on',
})
