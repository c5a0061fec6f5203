import type { Context } from 'hono'
import type { Account } from '#src/accounts/account.ts'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { mayUse } from '#src/pipelines/pipeline.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { findJob, historyOf, type WholeJob } from './list.ts'
import { recurrenceOf } from './recurrence.ts'
import { jobSections } from './section.ts'

/** Everything that the card of a path’s job shows. */
export async function cardOf(c: Context) {
  const db = c.var.db
  const { account, job, mayChange } = await jobIn(c)
  const [stages, recurrence, viewer] = await Promise.all([
    stagesOf(db, job.pipeline_id),
    recurrenceOf(db, job.id),
    viewerOf(c),
  ])
  return { viewer, account, job, mayChange, stages, recurrence, today: todayOf(c, viewer) }
}

/** Everything that its page shows. */
export async function pageOf(c: Context) {
  const card = await cardOf(c)
  const { head } = await profileIn(c)
  const { viewer, job } = card
  const [history, ...sections] = await Promise.all([
    historyOf(c.var.db, job.id),
    ...jobSections(c.var.app.modules).map((section) => section.show({ app: c.var.app, viewer, job })),
  ])
  return { ...card, head, history, sections }
}

/** The account and the job of a path, as far as the person may see them, and whether they may change it. Throws 404. */
export const jobIn = foundOnce(async (c): Promise<{ account: Account; job: WholeJob; mayChange: boolean }> => {
  const account = await accountIn(c)
  const job = await findJob(c.var.db, account.id, toId(c.req.param('jobId')))
  return { account, job, mayChange: await mayUse(c.var.db, staffOf(c), job.pipeline_id) }
})

/** The same for whoever may change it. Throws 403 for others who see it. */
export async function jobToChange(c: Context): Promise<{ account: Account; job: WholeJob }> {
  const found = await jobIn(c)
  if (!found.mayChange) throw notAllowed()
  return found
}
