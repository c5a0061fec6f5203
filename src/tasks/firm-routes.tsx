import { Hono } from 'hono'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { FirmTasksPage } from '#views/tasks/firm.tsx'
import { readFirmTaskFilter } from './filter.ts'
import { firmTaskPage } from './firm.ts'

/** The open tasks of all accounts that one sees. */
export const firmTaskRoutes = new Hono()

firmTaskRoutes.get('/tasks', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  const today = todayOf(c, viewer)
  const filter = readFirmTaskFilter(c.req.query())
  const cursor = readCursor(c.req.query('at'))
  const [page, people] = await Promise.all([
    firmTaskPage(c.var.db, staffOf(c), filter, today, cursor),
    c.var.db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').orderBy('id').execute(),
  ])
  const at = cursor ? c.req.query('at') : undefined
  return answer(c, { page: <FirmTasksPage {...{ viewer, today, filter, people, at }} {...page} /> })
})
