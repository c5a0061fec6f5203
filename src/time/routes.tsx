import { type Context, Hono } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { jobsToChoose } from '#src/jobs/of-account.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { EntryRow } from '#views/time/entry.tsx'
import { EntryEditor, EntryPage, EntryRemovalPage, NewEntryForm, NewEntryPage } from '#views/time/form.tsx'
import { AccountTime, AccountTimePage, TimeActions } from '#views/time/list.tsx'
import { words } from '#views/time/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { weekOf } from './calendar.ts'
import { writeDuration } from './duration.ts'
import { addEntry, changeEntry, deleteEntry, type Entry } from './entry.ts'
import { exportEntries } from './export-answer.ts'
import { accountFilter, daysIn } from './filter.ts'
import { entryForm, entryValues, exportForm, type Place, placeIn } from './form.ts'
import { entryPage, findEntry, type ShownEntry, totalsByJob, totalsByPerson, totalsOf } from './list.ts'
import { timeCard } from './overview.tsx'
import { mayChangeEntry } from './rules.ts'
import { allServices, type Service } from './service.ts'

/** The time of one account, and single entries of it. */
export const timeRoutes = new Hono()

const headIn = async (c: Context) => (await profileIn(c)).head
const roundingNow = async (c: Context) => (await findFirm(c.var.db))?.time_rounding ?? 0
const entryIn = async (c: Context) =>
  findEntry(c.var.db, staffOf(c), (await accountIn(c)).id, toId(c.req.param('entryId')))
/** The entry of the URL, which the person may change. */
const changeableIn = async (c: Context) => {
  const entry = await entryIn(c)
  if (!mayChangeEntry(staffOf(c), entry)) throw notAllowed()
  return entry
}
/** What is offered: the services in use, and the one that the entry has already. */
const offered = async (c: Context, entry?: Pick<Entry, 'service_id'>): Promise<Service[]> =>
  (await allServices(c.var.db)).filter((service) => service.is_active || service.id === entry?.service_id)

const listOf = async (c: Context, viewer: Viewer, query: URLSearchParams) => {
  const staff = staffOf(c)
  const head = await headIn(c)
  const filter = accountFilter(query, staff, head.id, c.var.dates)
  const days = daysIn(query, c.var.dates)
  const rounding = await roundingNow(c)
  const [page, totals, people, jobs, byPerson, byJob] = await Promise.all([
    entryPage(c.var.db, staff, filter, readCursor(query.get('at') ?? undefined)),
    totalsOf(c.var.db, staff, filter, rounding),
    c.var.db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').execute(),
    jobsToChoose(c.var.db, head.id, filter.job),
    totalsByPerson(c.var.db, staff, filter, rounding),
    totalsByJob(c.var.db, staff, filter, rounding),
  ])
  return { viewer, head, page, totals, byPerson, byJob, filter, days, people, jobs, rounding }
}

timeRoutes.get('/accounts/:id/time', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  if (wantsPart(c)) {
    const { id } = await accountIn(c)
    const place = placeIn(c.req.query('in'))
    return answer(c, { page: '', part: <TimeActions viewer={viewer} accountId={id} place={place} justClosed /> })
  }
  return answer(c, { page: <AccountTimePage {...(await listOf(c, viewer, new URL(c.req.url).searchParams))} /> })
})

const newForm = async (c: Context, form: FormState, place: Place, status: 200 | 422) => {
  const viewer = await viewerOf(c)
  const head = await headIn(c)
  const [services, jobs] = await Promise.all([offered(c), jobsToChoose(c.var.db, head.id, toId(form.values.job))])
  const props = { viewer, accountId: head.id, form, place, services, jobs, today: todayOf(c, viewer) }
  return answer(c, {
    page: <NewEntryPage {...props} head={head} />,
    part: <NewEntryForm {...props} />,
    status,
  })
}

timeRoutes.get('/accounts/:id/time/new', may('signed in'), async (c) => {
  const day = dayIn((await findFirm(c.var.db))?.time_zone ?? 'UTC', c.var.app.clock())
  return newForm(c, emptyForm({ day, billable: 'on', job: c.req.query('job') ?? '' }), placeIn(c.req.query('in')), 200)
})

timeRoutes.post('/accounts/:id/time/export', may('signed in', 'see the time entries'), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(exportForm, await readPosted(c))
  const filter = accountFilter(new URLSearchParams(parsed.form.values.filter), staffOf(c), account.id)
  return exportEntries(c, filter, account)
})

/** What a form of an entry says, with what only the calendar knows: the day is not to come. */
const readEntry = async (c: Context, accountId: number, had: number | null = null) => {
  const parsed = parseForm(entryForm, await readPosted(c))
  const firm = await findFirm(c.var.db)
  const place = placeIn(parsed.form.values.in)
  if (!parsed.ok) return { ok: false, form: parsed.form, place } as const
  if (parsed.data.day > dayIn(firm?.time_zone ?? 'UTC', c.var.app.clock()))
    return { ok: false, form: withProblem(parsed.form, 'day', 'in the future'), place } as const
  const { day, duration, work, service, job, billable, version } = parsed.data
  const known = service === null || (await allServices(c.var.db)).some((one) => one.id === service)
  if (!known) return { ok: false, form: withProblem(parsed.form, 'service', 'not a choice'), place } as const
  if (job !== null && !(await jobsToChoose(c.var.db, accountId, had)).some((one) => one.id === job))
    return { ok: false, form: withProblem(parsed.form, 'job', 'not a choice'), place } as const
  const fields = { day, minutes: duration, work, service_id: service, billable, job_id: job }
  return { ok: true, form: parsed.form, place, version, fields } as const
}

/** Where one comes back to when something about an entry is done. */
const backTo = (accountId: number, place: Place, { day, job_id }: { day: string; job_id: number | null }) =>
  place === 'job' && job_id !== null
    ? `/accounts/${accountId}/jobs/${job_id}`
    : place === 'overview'
      ? `/accounts/${accountId}#overview-time`
      : place === 'week'
        ? `/time?week=${weekOf(day).name}`
        : `/accounts/${accountId}/time`

timeRoutes.post('/accounts/:id/time', may('signed in', 'see the account'), creates(), async (c) => {
  const account = await accountIn(c)
  const read = await readEntry(c, account.id)
  if (!read.ok) return newForm(c, read.form, read.place, 422)
  await write(c, (act) => addEntry(act, account.id, staffOf(c).id, read.fields))
  const viewer = await viewerOf(c)
  const flash = words[viewer.language].added(writeDuration(read.fields.minutes), account.name)
  const to = backTo(account.id, read.place, read.fields)
  if (!wantsPart(c) || read.place === 'week' || read.place === 'job') return done(c, { to, flash })
  const also =
    read.place === 'overview'
      ? { target: '#overview-time', region: await timeCard({ app: c.var.app, viewer, account }, true) }
      : { target: '#time', region: <AccountTime {...(await listOf(c, viewer, new URLSearchParams()))} justClosed /> }
  const part = <TimeActions viewer={viewer} accountId={account.id} place={read.place} />
  return done(c, { to, flash, part, also })
})

timeRoutes.get('/accounts/:id/time/:entryId', may('signed in'), async (c) => {
  const entry = await entryIn(c)
  const props = { viewer: await viewerOf(c), entry, rounding: await roundingNow(c) }
  return answer(c, {
    page: <EntryPage {...props} head={await headIn(c)} />,
    part: <EntryRow {...props} place={placeIn(c.req.query('in'))} justEdited />,
  })
})

const editor = async (c: Context, entry: ShownEntry, form: FormState, place: Place, status: 200 | 409 | 422) => {
  const viewer = await viewerOf(c)
  const [services, jobs] = await Promise.all([
    offered(c, entry),
    jobsToChoose(c.var.db, entry.account_id, entry.job_id),
  ])
  const shared = { form, place, services, jobs, today: todayOf(c, viewer), conflict: status === 409 }
  return answer(c, {
    page: wantsPart(c) ? (
      ''
    ) : (
      <EntryPage viewer={viewer} entry={entry} head={await headIn(c)} rounding={await roundingNow(c)} editor={shared} />
    ),
    part: <EntryEditor viewer={viewer} entry={entry} {...shared} />,
    status,
  })
}

timeRoutes.get('/accounts/:id/time/:entryId/edit', may('signed in'), async (c) => {
  const entry = await changeableIn(c)
  return editor(c, entry, emptyForm(entryValues(entry)), placeIn(c.req.query('in')), 200)
})

timeRoutes.post('/accounts/:id/time/:entryId', may('signed in', 'change the entry'), async (c) => {
  const entry = await changeableIn(c)
  const read = await readEntry(c, entry.account_id, entry.job_id)
  if (!read.ok) return editor(c, entry, read.form, read.place, 422)
  try {
    await write(c, (act) => changeEntry(act, entry.account_id, entry.id, read.version, read.fields))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return editor(c, await entryIn(c), read.form, read.place, 409)
  }
  const viewer = await viewerOf(c)
  const props = { viewer, entry: await entryIn(c), rounding: await roundingNow(c), place: read.place }
  return done(c, {
    to: backTo(entry.account_id, read.place, read.fields),
    flash: words[viewer.language].saved,
    part: <EntryRow {...props} justEdited />,
  })
})

timeRoutes.get('/accounts/:id/time/:entryId/removal', may('signed in'), async (c) => {
  const entry = await changeableIn(c)
  const place = placeIn(c.req.query('in'))
  const props = { viewer: await viewerOf(c), head: await headIn(c), entry, place }
  return answer(c, { page: <EntryRemovalPage {...props} /> })
})

timeRoutes.post('/accounts/:id/time/:entryId/removal', may('signed in', 'change the entry'), async (c) => {
  const entry = await changeableIn(c)
  const place = placeIn((await readPosted(c)).get('in')?.[0])
  await write(c, (act) => deleteEntry(act, entry.account_id, entry.id))
  return done(c, {
    to: backTo(entry.account_id, place, entry),
    flash: words[languageOf(c)].deleted,
  })
})
