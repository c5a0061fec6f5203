import { createJob } from '#src/jobs/create.ts'
import type { JobFields } from '#src/jobs/job.ts'
import { createPipeline } from '#src/pipelines/pipeline.ts'
import { type Stage, stagesOf } from '#src/pipelines/stage.ts'
import type { World } from './world.ts'

/** A pipeline of these stages, in their order. For everybody, unless people are named. */
export async function makePipeline(
  world: World,
  names: readonly string[] = ['To do', 'Doing', 'Done'],
  people?: readonly number[],
): Promise<{ id: number; stages: Stage[] }> {
  const fields = { name: `Pipeline ${crypto.randomUUID()}`, for_everybody: people ? 0 : 1 }
  const id = await world.perform((act) => createPipeline(act, fields, names, people))
  return { id, stages: await stagesOf(world.app.db.read, id) }
}

/** The number of a new job of that account. */
export const makeJob = (
  world: World,
  accountId: number,
  pipelineId: number,
  fields: Partial<JobFields> = {},
  assignees: readonly number[] = [],
): Promise<number> =>
  world.perform((act) =>
    createJob(act, accountId, pipelineId, { name: 'Annual return', details: '', due: '', ...fields }, assignees),
  )
