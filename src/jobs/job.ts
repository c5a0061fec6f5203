import type { Generated, Selectable } from 'kysely'
import { mustSee } from '#src/accounts/account.ts'
import { type Act, type Changes, changesBetween, record, type Undo } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import { type Choosing, mayUse } from '#src/pipelines/pipeline.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import { applyDifference } from '#src/tags/merged.ts'
import { assign } from './assignees.ts'
import { derivedOf, type JobState } from './state.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'job changed': true
    'job archived': true
    'job brought back': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    job: {
      id: Generated<number>
      account_id: number
      pipeline_id: number
      stage_id: number
      name: string
      details: string
      /** YYYY-MM-DD, '' for none. */
      due: string
      created_at: string
      created_by: number | null
      /** When it entered its stage, and who moved it there. */
      entered_at: string
      entered_by: number | null
      completed_at: string | null
      archived_at: string | null
      /** Derived. */
      state: JobState
      sort_due: string
      /** Of which recurrence it was made, and for which of its dates. */
      recurrence_id: Generated<number | null>
      occurrence: Generated<string | null>
      version: Generated<number>
    }
  }
}

export type Job = Selectable<Tables['job']>

export interface JobFields {
  name: string
  details: string
  due: string
}

/** The job as it is now, held until the transaction ends. Throws 404 where it is gone. */
export async function lockedJob(trx: Trx, id: number): Promise<Job> {
  await locked(trx, 'job', id)
  const job = await trx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
  if (!job) throw notFound()
  return job
}

declare module '#src/staff/rights.ts' {
  interface Questions {
    'begin a job': true
    'change the job': true
  }
}

/**
 * Throws where whoever acts may not begin or change jobs of a pipeline on an account, by what holds as the transaction runs: 404 where they
 * don't see the account, 403 where they may not use the pipeline. The system may.
 */
export async function mustChangeJob(act: Act, job: Pick<Job, 'account_id' | 'pipeline_id'>): Promise<void> {
  const staff = await mustSee(act, job.account_id)
  if (staff && !(await mayUse(act.trx, staff, job.pipeline_id))) throw notAllowed()
}

/** Writes an event of a job: into the account's activity, and the job's own history. */
export async function recordJobEvent(
  act: Act,
  kind: AuditKind,
  job: Job,
  changes: Changes = {},
  undo?: Undo,
): Promise<void> {
  const account = await act.trx
    .selectFrom('account')
    .select('name')
    .where('id', '=', job.account_id)
    .executeTakeFirstOrThrow()
  await record(act, {
    kind,
    accountId: job.account_id,
    subjectRef: `job ${job.id}`,
    subject: account.name,
    changes: { job: [job.name, job.name], ...changes },
    ...(undo ? { undo } : {}),
  })
}

/** Writes what a job has become, with all that is derived of it, in its assignees’ lists too. */
export async function updateJob(trx: Trx, job: Job, now: Partial<Job>): Promise<Job> {
  const derived = derivedOf({ ...job, ...now })
  await trx.updateTable('job_assignee').set(derived).where('job_id', '=', job.id).execute()
  return trx
    .updateTable('job')
    .set({ ...now, ...derived })
    .where('id', '=', job.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Changes a job. Throws Conflict, with the job as it is, when it was changed since `version`. */
export async function changeJob(
  act: Act,
  id: number,
  version: number,
  fields: JobFields,
  { chosen, was }: Choosing,
): Promise<void> {
  const job = await lockedJob(act.trx, id)
  await mustChangeJob(act, job)
  if (job.version !== version) throw new Conflict(job)
  const changed = await updateJob(act.trx, job, { ...fields, version: version + 1 })
  const [before, after] = await assign(act.trx, changed, (now) => applyDifference([...now], chosen, was))
  const { name, details, due } = job
  const changes: Changes = {
    ...changesBetween({ name, details, due }, fields),
    ...(before === after ? {} : { assignees: [before, after] }),
  }
  if (Object.keys(changes).length > 0) await recordJobEvent(act, 'job changed', changed, changes)
}

/** Puts a job away, or takes it out again: the wanted state. */
export async function setJobArchived(act: Act, id: number, archived: boolean): Promise<void> {
  const job = await lockedJob(act.trx, id)
  await mustChangeJob(act, job)
  if ((job.archived_at !== null) === archived) return
  const now = await updateJob(act.trx, job, { archived_at: archived ? act.at : null })
  await recordJobEvent(act, archived ? 'job archived' : 'job brought back', now)
}
