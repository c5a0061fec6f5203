import type { App } from '#src/platform/app.ts'
import { mostStages } from './rules.ts'

/** The places of stages must be 1 to n, and only the last may complete: a line for each pipeline where that is not so. */
export async function wrongPipelines({ db }: App): Promise<string[]> {
  const stages = await db.read.selectFrom('stage').selectAll().orderBy('pipeline_id').orderBy('position').execute()
  const pipelines = await db.read.selectFrom('pipeline').select(['id', 'name']).execute()
  const of = Map.groupBy(stages, (stage) => stage.pipeline_id)
  return pipelines.flatMap(({ id, name }) => {
    const own = of.get(id) ?? []
    return [
      own.length === 0 ? `pipeline ${id} (${name}) has no stage` : '',
      own.length > mostStages ? `pipeline ${id} (${name}) has ${own.length} stages` : '',
      own.every((stage, i) => stage.position === i + 1)
        ? ''
        : `the stages of pipeline ${id} (${name}) are not in places 1 to ${own.length}`,
      own.slice(0, -1).some((stage) => stage.completes)
        ? `pipeline ${id} (${name}) completes jobs before its last stage`
        : '',
    ].filter(Boolean)
  })
}
