import type { Selectable } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { lockedPipeline } from '#src/pipelines/pipeline.ts'
import { stagesOf } from '#src/pipelines/stage.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Restorer } from '#src/restorations/restoration.ts'
import { assign, assigneesOf } from './assignees.ts'
import { type Job, lockedJob, recordJobEvent } from './job.ts'
import { derivedOf } from './state.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'job deleted': true
  }
}

/** What a deleted job leaves to be taken back with: its rows as they were. */
interface JobUndo {
  job: Job
  assignees: number[]
  recurrence: Selectable<Tables['recurrence']> | null
}

/** Deletes a job; what repeats it ends with it. The event keeps it, so that it can be taken back. */
export async function deleteJob(act: Act, id: number): Promise<void> {
  const job = await lockedJob(act.trx, id)
  await mustSee(act, job.account_id, 'manage pipelines')
  const assignees = (await assigneesOf(act.trx, [id])).get(id)!.map((person) => person.id)
  const recurrence = await act.trx.selectFrom('recurrence').selectAll().where('job_id', '=', id).executeTakeFirst()
  const undo: JobUndo = {
    job,
    assignees,
    recurrence: recurrence ?? null,
  }
  await recordJobEvent(act, 'job deleted', job, { job: [job.name, null] }, { kind: 'job', ...undo })
  await act.trx.deleteFrom('job').where('id', '=', id).execute()
}

export const jobRestorers: Record<string, Restorer> = {
  job: { permission: 'manage pipelines', restore: bringBack },
}

/** Brings a deleted job back under its own number: into the stage where it was or, where that is gone, the pipeline’s first. */
async function bringBack(act: Act, { accountId }: AuditEvent, undo: unknown): Promise<readonly string[]> {
  const { job: was, assignees, recurrence } = undo as JobUndo
  await lockedAccount(act.trx, accountId!)
  await lockedPipeline(act.trx, was.pipeline_id)
  const stages = await stagesOf(act.trx, was.pipeline_id)
  const stage = stages.find((one) => one.id === was.stage_id)
  const completed_at = (stage ?? stages[0]!).completes ? (was.completed_at ?? act.at) : null
  const job = { ...was, stage_id: (stage ?? stages[0]!).id, completed_at }
  Object.assign(job, derivedOf(job))
  await act.trx.insertInto('job').values(job).execute()
  await assign(act.trx, job, () => assignees)
  if (recurrence) await act.trx.insertInto('recurrence').values(recurrence).execute()
  await recordJobEvent(act, 'job created', job, { job: [null, job.name] })
  return stage ? [] : ['stage']
}
