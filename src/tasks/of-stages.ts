import { type Act, permitted } from '#src/audit/audit.ts'
import type { StageActions } from '#src/jobs/entering.ts'
import type { Job } from '#src/jobs/job.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import { createTask } from './task.ts'

/** Adds the tasks of a stage that a job has entered, for whoever may move it: given to those who have the job, and due with it. */
export async function addStageTasks(
  act: Act,
  job: Job,
  _stage: Stage,
  { tasks, assignees }: StageActions,
): Promise<void> {
  for (const title of tasks)
    await createTask(
      permitted(act),
      job.account_id,
      { title, details: '', status: 'planned', priority: 'normal', due: job.due, is_shared: 0, job_id: job.id },
      assignees,
    )
}
