import { mayUse, type Pipeline, pipelineNames, pipelinesFor } from '#src/pipelines/pipeline.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Viewer } from '#views/viewer.ts'
import { boardOf } from './board.ts'
import type { Whose } from './filter.ts'

/** Whose jobs can be asked for: of who has left, too. */
export const peopleToAskFor = (db: Db) =>
  db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').orderBy('id').execute()

/** Everything that the board of a pipeline shows, of one assignee’s jobs where one is asked for. */
export async function findBoard(
  app: App,
  staff: Staff,
  viewer: Viewer,
  pipeline: Pipeline,
  assignee: Whose,
  names = pipelineNames(app.db.read),
) {
  const db = app.db.read
  const [columns, mayChange, pipelines, people, usable] = await Promise.all([
    boardOf(db, staff, pipeline.id, assignee),
    mayUse(db, staff, pipeline.id),
    names,
    peopleToAskFor(db),
    pipelinesFor(db, staff),
  ])
  return {
    viewer,
    pipeline,
    assignee,
    columns,
    mayChange,
    mayAdd: usable.length > 0,
    pipelines,
    people,
    today: dayIn(viewer.timeZone, app.clock()),
  }
}
