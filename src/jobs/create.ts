import { lockedAccount } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import { lockedPipeline } from '#src/pipelines/pipeline.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { assign } from './assignees.ts'
import { applyStage, runActions } from './entering.ts'
import { type JobFields, mustChangeJob, recordJobEvent } from './job.ts'
import { derivedOf } from './state.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'job created': true
  }
}

/** Of which recurrence a job is made, and for which of its dates. */
interface Made {
  recurrence_id: number
  occurrence: string
}

/**
 * Begins a job of an account in the first stage of a pipeline, whose actions are done; gives its number. Without a name it is called
 * like the pipeline. Those who may not see the account are left out of its assignees. Throws 409 where the pipeline is archived.
 */
export async function createJob(
  act: Act,
  accountId: number,
  pipelineId: number,
  fields: JobFields,
  assignees: readonly number[] = [],
  made?: Made,
): Promise<number> {
  const account = await lockedAccount(act.trx, accountId)
  const pipeline = await lockedPipeline(act.trx, pipelineId)
  await mustChangeJob(act, { account_id: accountId, pipeline_id: pipelineId })
  if (pipeline.archived_at) throw new Conflict(pipeline)
  const [first] = await stagesOf(act.trx, pipelineId)
  const begun = await act.trx
    .insertInto('job')
    .values({
      ...fields,
      name: fields.name || pipeline.name,
      ...derivedOf({ ...fields, completed_at: null, archived_at: null }),
      account_id: account.id,
      pipeline_id: pipelineId,
      stage_id: first!.id,
      created_at: act.at,
      created_by: act.by.staffId,
      entered_at: act.at,
      entered_by: act.by.staffId,
      completed_at: null,
      archived_at: null,
      ...made,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await assign(act.trx, begun, () => assignees)
  const { job, assignees: names } = await applyStage(act, begun, first!)
  await recordJobEvent(act, 'job created', job, {
    job: [null, job.name],
    pipeline: [null, pipeline.name],
    stage: [null, first!.name],
    ...(job.due ? { due: [null, job.due] } : {}),
    ...(names[1] ? { assignees: [null, names[1]] } : {}),
  })
  await runActions(act, job, first!)
  return job.id
}
