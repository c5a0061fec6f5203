import { Hono } from 'hono'
import { findPipeline, pipelineNames } from '#src/pipelines/pipeline.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { BoardPage } from '#views/jobs/board.tsx'
import { JobsPage, NoPipelinePage } from '#views/jobs/list.tsx'
import { readJobFilter } from './filter.ts'
import { findBoard } from './firm.ts'
import { jobPage } from './list.ts'

/** All jobs of the accounts that one sees, as a list and as a board. */
export const firmJobRoutes = new Hono()

firmJobRoutes.get('/jobs', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  const today = todayOf(c, viewer)
  const filter = readJobFilter(c.req.query())
  const [page, pipelines, stages, people] = await Promise.all([
    jobPage(c.var.db, staffOf(c), filter, today, readCursor(c.req.query('at'))),
    pipelineNames(c.var.db),
    filter.pipeline === null ? [] : stagesOf(c.var.db, filter.pipeline),
    c.var.db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').orderBy('id').execute(),
  ])
  return answer(c, { page: <JobsPage {...{ viewer, today, filter, pipelines, stages, people }} {...page} /> })
})

firmJobRoutes.get('/jobs/board', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  const asked = c.req.query('pipeline')
  const id = asked ? toId(asked) : ((await pipelineNames(c.var.db))[0]?.id ?? null)
  if (!asked && id === null) return answer(c, { page: <NoPipelinePage viewer={viewer} /> })
  return answer(c, {
    page: <BoardPage {...(await findBoard(c.var.app, staffOf(c), viewer, await findPipeline(c.var.db, id)))} />,
  })
})
