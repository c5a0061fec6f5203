import { lockedAccount } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import { lockedPipeline } from '#src/pipelines/pipeline.ts'
import { type LeavingStage, type Stage, StageRefused, stagesOf } from '#src/pipelines/stage.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { applyStage, runActions } from './entering.ts'
import { lockedJob, mustChangeJob, recordJobEvent } from './job.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'job moved': true
  }
}

/** The stage that was asked for is none of the job’s pipeline, or not any more. */
export class NoSuchStage extends Error {}

/**
 * Moves a job from the stage in which it was shown to another one, whose actions are done. Throws Conflict, with the job as it is,
 * where it stands elsewhere by now or is archived, and NoSuchStage. One that is there already stays as it is.
 */
export async function moveJob(act: Act, id: number, fromId: number, toId: number): Promise<void> {
  const known = await act.trx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
  if (!known) throw notFound()
  // In the order in which everything that moves jobs holds them.
  await lockedAccount(act.trx, known.account_id)
  await lockedPipeline(act.trx, known.pipeline_id)
  const job = await lockedJob(act.trx, id)
  await mustChangeJob(act, job)
  const stages = await stagesOf(act.trx, job.pipeline_id)
  const to = stages.find((stage) => stage.id === toId)
  if (!to) throw new NoSuchStage()
  if (job.stage_id === to.id && !job.archived_at) return
  if (job.stage_id !== fromId || job.archived_at) throw new Conflict(job)
  const from = stages.find((stage) => stage.id === job.stage_id)!
  const { job: moved, assignees } = await applyStage(act, job, to)
  await recordJobEvent(act, 'job moved', moved, {
    stage: [from.name, to.name],
    ...(assignees[0] === assignees[1] ? {} : { assignees }),
  })
  await runActions(act, moved, to)
}

/** Writes completed or not, as the stage says, for all jobs that stand in it. */
export async function refreshCompletion({ trx, at }: Act, stage: Stage): Promise<void> {
  await trx
    .updateTable('job')
    .set((eb) => ({
      completed_at: stage.completes ? at : null,
      state: eb
        .case()
        .when('archived_at', 'is not', null)
        .then('archived' as const)
        .else(stage.completes ? ('completed' as const) : ('open' as const))
        .end(),
    }))
    .where('stage_id', '=', stage.id)
    .where('completed_at', stage.completes ? 'is' : 'is not', null)
    .execute()
  await trx
    .updateTable('job_assignee')
    .set((eb) => ({
      state: eb
        .selectFrom('job')
        .select('job.state')
        .whereRef('job.id', '=', 'job_assignee.job_id')
        .$asScalar()
        .$notNull(),
    }))
    .where('job_id', 'in', (eb) => eb.selectFrom('job').select('job.id').where('job.stage_id', '=', stage.id))
    .execute()
}

/**
 * Moves all jobs of a stage that goes to another one, whose actions are not done: it is the pipeline that changes, not their work.
 * Throws StageRefused where there are jobs and no other stage.
 */
export async function emptyStage(act: Act, leaving: LeavingStage): Promise<void> {
  const { stage, to } = leaving
  if (!to) {
    const job = await act.trx.selectFrom('job').select('id').where('stage_id', '=', stage.id).executeTakeFirst()
    if (job) throw new StageRefused('jobs in it')
    return
  }
  const jobs = await act.trx
    .updateTable('job')
    .set({ stage_id: to.id, entered_at: act.at, entered_by: act.by.staffId })
    .where('stage_id', '=', stage.id)
    .returningAll()
    .execute()
  for (const job of jobs) await recordJobEvent(act, 'job moved', job, { stage: [stage.name, to.name] })
  if (jobs.length > 0) await refreshCompletion(act, to)
  leaving.jobs = jobs.length
}
