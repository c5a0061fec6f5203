import { countSome } from '#src/platform/db/count-some.ts'
import type { Db } from '#src/platform/db/database.ts'

/** How many jobs stand in each stage of a pipeline, whatever their state, as far as that is counted. */
export async function jobCounts(db: Db, pipelineId: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('stage')
    .where('pipeline_id', '=', pipelineId)
    .select((eb) => [
      'id',
      countSome(eb, eb.selectFrom('job').select('job.id').whereRef('job.stage_id', '=', 'stage.id')).as('n'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, Number(row.n)]))
}

/** How many open jobs each pipeline has, as far as that is counted. */
export async function openJobCounts(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('pipeline')
    .select((eb) => [
      'id',
      countSome(
        eb,
        eb
          .selectFrom('job')
          .select('job.id')
          .whereRef('job.pipeline_id', '=', 'pipeline.id')
          .where('job.state', '=', 'open'),
      ).as('n'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, Number(row.n)]))
}
