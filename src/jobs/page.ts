import type { Context } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import type { App } from '#src/platform/app.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { jobIn, todayFor } from './asked.ts'
import { historyOf } from './list.ts'
import { recurrenceOf } from './recurrence.ts'
import { jobSections } from './section.ts'

/** Everything that the card of a path’s job shows. */
export async function cardOf(c: Context, app: App) {
  const db = app.db.read
  const { account, job, mayChange } = await jobIn(c, db)
  const [stages, recurrence, viewer] = await Promise.all([
    stagesOf(db, job.pipeline_id),
    recurrenceOf(db, job.id),
    viewerOf(c, app),
  ])
  return { viewer, account, job, mayChange, stages, recurrence, today: todayFor(app, viewer) }
}

/** Everything that its page shows. */
export async function pageOf(c: Context, app: App) {
  const card = await cardOf(c, app)
  const { head } = await findProfile(app.db.read, staffOf(c), card.account.id)
  const { viewer, job } = card
  const [history, ...sections] = await Promise.all([
    historyOf(app.db.read, job.id),
    ...jobSections().map((section) => section.show({ app, viewer, job })),
  ])
  return { ...card, head, history, sections }
}
