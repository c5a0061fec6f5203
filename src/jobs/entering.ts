import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Act } from '#src/audit/audit.ts'
import { tellStaff } from '#src/outbox/outbox.ts'
import { tasksOf } from '#src/pipelines/rules.ts'
import { type Stage, stagePeople } from '#src/pipelines/stage.ts'
import { hook } from '#src/platform/hook.ts'
import { assign, assigneesOf } from './assignees.ts'
import { type Job, updateJob } from './job.ts'

/** What a stage asks of whoever hears that a job has entered it. */
export interface StageActions {
  /** The titles of the tasks to add. */
  tasks: readonly string[]
  /** Whom the job is given to. */
  assignees: readonly number[]
}

/** Told when a job has entered a stage, in the same transaction. */
export const jobEnteredStage = hook<[act: Act, job: Job, stage: Stage, actions: StageActions]>()

/** Puts a job into a stage, and gives it to those whom the stage assigns; gives the names of its assignees before and after. */
export async function applyStage(act: Act, job: Job, stage: Stage) {
  const entered = await updateJob(act.trx, job, {
    stage_id: stage.id,
    entered_at: act.at,
    entered_by: act.by.staffId,
    completed_at: stage.completes ? (job.completed_at ?? act.at) : null,
  })
  const people = (await stagePeople(act.trx, [stage.id])).filter(
    (person) => person.part === 'assigned' && !person.deactivated_at,
  )
  const assignees = await assign(act.trx, entered, (before) => [...before, ...people].map((person) => person.id))
  return { job: entered, assignees }
}

/** Does what else the stage asks for: mail by the queue, and whatever is done below. Those who don’t see the account are left out. */
export async function runActions(act: Act, job: Job, stage: Stage): Promise<void> {
  const notified = (await stagePeople(act.trx, [stage.id])).filter((person) => person.part === 'notified')
  // Whoever moves it knows.
  const others = notified.filter((person) => person.id !== act.by.staffId).map((person) => person.id)
  if (others.length > 0) {
    const people = await peopleWhoSee(act.trx, job.account_id)
    await tellStaff(
      act,
      people.filter((person) => others.includes(person.id)),
      { template: 'job stage', data: { job: job.id, stage: stage.id } },
    )
  }
  const assignees = (await assigneesOf(act.trx, [job.id])).get(job.id)!.map((person) => person.id)
  await jobEnteredStage.tell(act, job, stage, { tasks: tasksOf(stage), assignees })
}
