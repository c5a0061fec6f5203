import { Hono } from 'hono'
import { openedLately } from '#src/accounts/recently-opened.ts'
import { findAccounts } from '#src/links/find.ts'
import { findPipeline, pipelineNames, pipelinesFor } from '#src/pipelines/pipeline.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { searchText, toId } from '#src/platform/web/form.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { BoardPage, FoundBoard, foundOnBoard } from '#views/jobs/board.tsx'
import { JobClientPage, JobClients } from '#views/jobs/client.tsx'
import { StageFilter } from '#views/jobs/filter.tsx'
import { FoundJobs, foundJobsText, JobsPage, JobTabs, NoPipelinePage } from '#views/jobs/list.tsx'
import { foundCount } from '#views/ui/list.tsx'
import { readBoardFilter, readJobFilter, writeBoardFilter, writeJobFilter } from './filter.ts'
import { findBoard, peopleToAskFor } from './firm.ts'
import { jobPage } from './list.ts'

/** All jobs of the accounts that one sees, as a list and as a board. */
export const firmJobRoutes = new Hono()

const clientsFound = 25
const clientsRecent = 10

firmJobRoutes.get('/jobs', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  const today = todayOf(c, viewer)
  const asked = readJobFilter(c.req.query())
  const stages = asked.pipeline === null ? [] : await stagesOf(c.var.db, asked.pipeline)
  // Of another pipeline than is chosen by now: it would find nothing.
  const filter = { ...asked, stage: stages.find(({ id }) => id === asked.stage)?.id ?? null }
  const [page, pipelines, usable, people] = await Promise.all([
    jobPage(c.var.db, staffOf(c), filter, today, readCursor(c.req.query('at'))),
    pipelineNames(c.var.db),
    pipelinesFor(c.var.db, staffOf(c)),
    peopleToAskFor(c.var.db),
  ])
  const props = { viewer, today, filter, pipelines, stages, people, mayAdd: usable.length > 0, ...page }
  return answer(c, {
    page: <JobsPage {...props} />,
    part: <FoundJobs {...props} />,
    also: [
      { target: '#list-tabs', region: <JobTabs viewer={viewer} {...filter} here="list" /> },
      { target: '#stage-filter', region: <StageFilter {...props} /> },
      foundCount(foundJobsText(props)),
    ],
    at: addressOf('/jobs', writeJobFilter(filter)),
  })
})

/** Whose job it is to be: everything else of it is said on that client's own page. */
firmJobRoutes.get('/jobs/new', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  const query = searchText(c.req.query('q'))
  const [usable, clients] = await Promise.all([
    pipelinesFor(c.var.db, staffOf(c)),
    query === ''
      ? openedLately(c.var.app, staffOf(c), clientsRecent)
      : findAccounts(c.var.db, staffOf(c), query, clientsFound),
  ])
  const props = { viewer, query, clients, mayAdd: usable.length > 0 }
  return answer(c, { page: <JobClientPage {...props} />, part: <JobClients {...props} /> })
})

firmJobRoutes.get('/jobs/board', may('signed in'), async (c) => {
  const viewer = await viewerOf(c)
  const asked = c.req.query('pipeline')
  const names = pipelineNames(c.var.db)
  const id = asked ? toId(asked) : ((await names)[0]?.id ?? null)
  if (!asked && id === null) return answer(c, { page: <NoPipelinePage viewer={viewer} /> })
  const pipeline = await findPipeline(c.var.db, id)
  const { assignee } = readBoardFilter(c.req.query())
  const board = await findBoard(c.var.app, staffOf(c), viewer, pipeline, assignee, names)
  return answer(c, {
    page: <BoardPage {...board} />,
    part: <FoundBoard {...board} />,
    also: [
      {
        target: '#list-tabs',
        region: <JobTabs viewer={viewer} pipeline={pipeline.id} assignee={assignee} here="board" />,
      },
      foundCount(foundOnBoard(board)),
    ],
    at: addressOf('/jobs/board', writeBoardFilter({ pipeline: pipeline.id, assignee })),
  })
})
