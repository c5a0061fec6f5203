import { Hono } from 'hono'
import { findPipeline, pipelineNames } from '#src/pipelines/pipeline.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import type { App } from '#src/platform/app.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { BoardPage } from '#views/jobs/board.tsx'
import { JobsPage, NoPipelinePage } from '#views/jobs/list.tsx'
import { todayFor } from './asked.ts'
import { readJobFilter } from './filter.ts'
import { findBoard } from './firm.ts'
import { jobPage } from './list.ts'

/** All jobs of the accounts that one sees, as a list and as a board. */
export function firmJobRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  routes.get('/jobs', may('signed in'), async (c) => {
    const viewer = await viewerOf(c, app)
    const today = todayFor(app, viewer)
    const filter = readJobFilter(c.req.query())
    const [page, pipelines, stages, people] = await Promise.all([
      jobPage(db, staffOf(c), filter, today, readCursor(c.req.query('at'))),
      pipelineNames(db),
      filter.pipelineId === null ? [] : stagesOf(db, filter.pipelineId),
      db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').orderBy('id').execute(),
    ])
    return answer(c, { page: <JobsPage {...{ viewer, today, filter, pipelines, stages, people }} {...page} /> })
  })

  routes.get('/jobs/board', may('signed in'), async (c) => {
    const viewer = await viewerOf(c, app)
    const asked = c.req.query('pipeline')
    const id = asked ? toId(asked) : ((await pipelineNames(db))[0]?.id ?? null)
    if (!asked && id === null) return answer(c, { page: <NoPipelinePage viewer={viewer} /> })
    return answer(c, {
      page: <BoardPage {...(await findBoard(app, staffOf(c), viewer, await findPipeline(db, id)))} />,
    })
  })

  return routes
}
