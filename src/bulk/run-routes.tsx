import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { sendCsv } from '#src/platform/web/csv.ts'
import { toId } from '#src/platform/web/form.ts'
import { polled } from '#src/platform/web/poll.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { RunListPage } from '#views/bulk/list.tsx'
import { noteTexts } from '#views/bulk/notes.ts'
import { RunPage, RunState } from '#views/bulk/run.tsx'
import { words } from '#views/bulk/words.ts'
import { canGoOn, retryRun } from './giving-up.ts'
import { previewPage } from './preview-page.tsx'
import { outcomesOf, reportAsCsv, reportPage } from './report.ts'
import { isOver, outcomes } from './rules.ts'
import { type BulkRun, findRun, runsOf, stopRun } from './run.ts'

const shownRuns = 50

/** Runs and what came of them. Who has lost a right since still sees what they started, and can stop it. */
export const runRoutes = new Hono()

const runIn = (c: Context) => findRun(c.var.db, staffOf(c), toId(c.req.param('id')))

runRoutes.get('/bulk', may('signed in'), async (c) => {
  const runs = await runsOf(c.var.db, staffOf(c))
    .leftJoin('staff', 'staff.id', 'bulk_run.staff_id')
    .selectAll('bulk_run')
    .select('staff.name')
    .where('bulk_run.status', '!=', 'ready')
    .orderBy('bulk_run.id', 'desc')
    .limit(shownRuns)
    .execute()
  return answer(c, { page: <RunListPage viewer={await viewerOf(c)} runs={runs} /> })
})

const reportIn = async (c: Context, run: BulkRun) => {
  const outcome = outcomes.find((known) => known === c.req.query('outcome')) ?? null
  const after = toId(c.req.query('after')) ?? 0
  const [page, counts] = await Promise.all([
    reportPage(c.var.db, staffOf(c), run, { outcome, after }),
    outcomesOf(c.var.db, run),
  ])
  return { ...page, outcome, counts }
}

runRoutes.get('/bulk/:id', may('signed in'), polled(), async (c) => {
  const run = await runIn(c)
  if (run.status === 'ready') return previewPage(c, run)
  const report = isOver(run) ? await reportIn(c, run) : null
  const props = { viewer: await viewerOf(c), run, report, canGoOn: canGoOn(run) }
  return answer(c, { page: <RunPage {...props} />, part: <RunState {...props} /> })
})

runRoutes.post('/bulk/:id/stop', may('signed in', 'see the run'), async (c) => {
  const run = await runIn(c)
  await write(c, (act) => stopRun(act, run.id))
  return c.redirect(`/bulk/${run.id}`, 303)
})

runRoutes.post('/bulk/:id/retry', may('act in bulk', 'see the run'), async (c) => {
  const run = await runIn(c)
  await write(c, (act) => retryRun(act, run.id))
  return c.redirect(`/bulk/${run.id}`, 303)
})

runRoutes.get('/bulk/:id/report.csv', may('signed in'), async (c) => {
  const run = await runIn(c)
  const language = languageOf(c)
  const w = words[language]
  const headings = [w.id, w.client, w.outcome, w.did, w.left]
  const firm = await findFirm(c.var.db)
  const csv = reportAsCsv(c.var.db, staffOf(c), run, firm?.country ?? '', headings, (row, people) => {
    const say = noteTexts(language, people)
    return [
      row.account?.shortId ?? '',
      row.account?.name ?? w.hidden,
      w.outcomes[row.outcome],
      say.did(row.notes).join('; '),
      say.left(row.notes).join('; '),
    ]
  })
  return sendCsv(c, `bulk-${run.id}.csv`, csv)
})
