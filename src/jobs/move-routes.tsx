import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { findPipeline } from '#src/pipelines/pipeline.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { parseForm, readPosted } from '#src/platform/web/form.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { Board, BoardPage } from '#views/jobs/board.tsx'
import { JobCard, JobPage } from '#views/jobs/job.tsx'
import { notMovedText, words } from '#views/jobs/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { readBoardFilter, type Whose, writeBoardFilter } from './filter.ts'
import { findBoard } from './firm.ts'
import { moveForm } from './form.ts'
import { moveJob, NoSuchStage } from './move.ts'
import { cardOf, jobToChange, pageOf } from './page.ts'

/** A job from one stage to another, on the board and on its own page. */
export const moveRoutes = new Hono()

/** Where a job was moved: on its own page, or on the board, which showed one assignee’s jobs or everybody’s. */
interface Shown {
  on: 'board' | 'job'
  assignee: Whose
}

const boardAround = async (c: Context, viewer: Viewer, job: { pipeline_id: number }, assignee: Whose) =>
  findBoard(c.var.app, staffOf(c), viewer, await findPipeline(c.var.db, job.pipeline_id), assignee)

/** The board or the job as it is, with why nothing was moved. */
const notMoved = async (c: Context, { on, assignee }: Shown, why: 'gone stage' | 'moved', status: 409 | 422) => {
  const { job } = await jobToChange(c)
  const viewer = await viewerOf(c)
  const problem = notMovedText(viewer, job, why)
  if (on === 'board') {
    const board = await boardAround(c, viewer, job, assignee)
    return answer(c, {
      page: <BoardPage {...board} problem={problem} />,
      part: <Board {...board} problem={problem} />,
      status,
    })
  }
  return wantsPart(c)
    ? answer(c, { page: '', part: <JobCard {...(await cardOf(c))} problem={problem} />, status })
    : answer(c, { page: <JobPage {...(await pageOf(c))} problem={problem} />, status })
}

moveRoutes.post('/accounts/:id/jobs/:jobId/stage', may('signed in', 'change the job'), async (c) => {
  const { account, job } = await jobToChange(c)
  const parsed = parseForm(moveForm, await readPosted(c))
  const { values } = parsed.form
  const shown: Shown = { on: values.on === 'board' ? 'board' : 'job', assignee: readBoardFilter(values).assignee }
  if (!parsed.ok) return notMoved(c, shown, 'gone stage', 422)
  const { from, to } = parsed.data
  try {
    await write(c, (act) => moveJob(act, job.id, from, to))
  } catch (error) {
    if (error instanceof NoSuchStage) return notMoved(c, shown, 'gone stage', 422)
    if (!(error instanceof Conflict)) throw error
    return notMoved(c, shown, 'moved', 409)
  }
  const { job: moved } = await jobToChange(c)
  const viewer = await viewerOf(c)
  const board = addressOf('/jobs/board', writeBoardFilter({ pipeline: job.pipeline_id, assignee: shown.assignee }))
  const part = async () =>
    shown.on === 'board' ? (
      <Board {...(await boardAround(c, viewer, job, shown.assignee))} />
    ) : (
      <JobCard {...(await cardOf(c))} />
    )
  return done(c, {
    to: shown.on === 'board' ? `${board}#job-${job.id}` : `/accounts/${account.id}/jobs/${job.id}`,
    flash: words[viewer.language].movedTo(moved.name, moved.stage),
    part: wantsPart(c) ? await part() : undefined,
  })
})
