import { mayUse, type Pipeline, pipelineNames } from '#src/pipelines/pipeline.ts'
import type { App } from '#src/platform/app.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Viewer } from '#views/viewer.ts'
import { boardOf } from './board.ts'

/** Everything that the board of a pipeline shows. */
export async function findBoard(app: App, staff: Staff, viewer: Viewer, pipeline: Pipeline) {
  const db = app.db.read
  const [columns, mayChange, pipelines] = await Promise.all([
    boardOf(db, staff, pipeline.id),
    mayUse(db, staff, pipeline.id),
    pipelineNames(db),
  ])
  return { viewer, pipeline, columns, mayChange, pipelines, today: dayIn(viewer.timeZone, app.clock()) }
}
