import { Hono } from 'hono'
import { readCursor } from '#src/platform/db/keyset.ts'
import { inPlace } from '#src/platform/module.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { DayPage } from '#views/day/day.tsx'
import { myTasks } from './day.ts'

/** Where one begins: what is to be done today, and where one was. */
export const dayRoutes = new Hono()

const partsOf = inPlace((module) => module.day)

dayRoutes.get('/', may('signed in'), async (c) => {
  const { app, db } = c.var
  const cursor = readCursor(c.req.query('at'))
  const viewer = await viewerOf(c)
  const today = todayOf(c, viewer)
  const [page, ...parts] = await Promise.all([
    myTasks(db, staffOf(c), cursor),
    ...partsOf(app.modules).map((part) => part.show({ app, viewer, today })),
  ])
  const at = cursor ? c.req.query('at') : undefined
  return answer(c, { page: <DayPage viewer={viewer} today={today} at={at} parts={parts} {...page} /> })
})
