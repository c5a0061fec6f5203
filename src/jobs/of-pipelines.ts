import type { Db } from '#src/platform/db/database.ts'

/** How many jobs stand in each stage of a pipeline, whatever their state. */
export async function jobCounts(db: Db, pipelineId: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('job')
    .select((eb) => ['stage_id', eb.fn.countAll<number>().as('n')])
    .where('pipeline_id', '=', pipelineId)
    .groupBy('stage_id')
    .execute()
  return new Map(rows.map((row) => [row.stage_id, Number(row.n)]))
}

/** How many open jobs each pipeline has. */
export async function openJobCounts(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('pipeline')
    .select((eb) => [
      'id',
      eb
        .selectFrom('job')
        .whereRef('job.pipeline_id', '=', 'pipeline.id')
        .where('job.state', '=', 'open')
        .select((n) => n.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('n'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, Number(row.n)]))
}
