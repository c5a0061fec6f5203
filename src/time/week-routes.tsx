import { Hono } from 'hono'
import { findFirm } from '#src/firm/firm.ts'
import { findAccounts } from '#src/links/find.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { answer, wantsPart } from '#src/platform/web/answer.tsx'
import { parseForm, readPosted, searchText } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { FoundForTime, WeekPage } from '#views/time/week.tsx'
import { exportEntries } from './export-answer.ts'
import { weekFilter, writeWeek } from './filter.ts'
import { exportForm } from './form.ts'
import { entryPage, minutesOutOfSight, totalsByAccount, totalsByDay } from './list.ts'

const found = 10

/** Weeks: of oneself, of somebody else, of everybody. */
export const weekRoutes = new Hono()

weekRoutes.get('/time', may('signed in'), async (c) => {
  const staff = staffOf(c)
  const viewer = await viewerOf(c)
  const params = new URL(c.req.url).searchParams
  const sought = searchText(params.get('q'))
  const seek = { viewer, sought, found: sought === '' ? [] : await findAccounts(c.var.db, staff, sought, found) }
  if (wantsPart(c)) return answer(c, { page: '', part: <FoundForTime {...seek} /> })
  const { week, filter } = weekFilter(params, staff, todayOf(c, viewer))
  const rounding = (await findFirm(c.var.db))?.time_rounding ?? 0
  const [page, byDay, byAccount, people, outOfSight] = await Promise.all([
    entryPage(c.var.db, staff, filter, readCursor(params.get('at') ?? undefined)),
    totalsByDay(c.var.db, staff, filter, rounding),
    totalsByAccount(c.var.db, staff, filter, rounding),
    c.var.db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').execute(),
    filter.person === staff.id ? minutesOutOfSight(c.var.db, staff, week.from, week.to) : 0,
  ])
  const query = writeWeek(filter, week, staff.id)
  const props = { ...seek, week, filter, query, page, byDay, byAccount, people, outOfSight, rounding }
  return answer(c, { page: <WeekPage {...props} /> })
})

weekRoutes.post('/time/export', may('signed in', 'see the time entries'), async (c) => {
  const parsed = parseForm(exportForm, await readPosted(c))
  const zone = (await findFirm(c.var.db))?.time_zone ?? 'UTC'
  const asked = new URLSearchParams(parsed.form.values.filter)
  return exportEntries(c, weekFilter(asked, staffOf(c), dayIn(zone, c.var.app.clock())).filter)
})
