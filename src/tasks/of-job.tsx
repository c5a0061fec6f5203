import type { JobSection } from '#src/jobs/section.ts'
import { JobTasks } from '#views/tasks/of-job.tsx'
import { todayFor } from './asked.ts'
import { tasksOfJob } from './list.ts'

/** A job's tasks, on its page. */
export const tasksOnJob: JobSection = {
  name: 'tasks',
  show: async ({ app, viewer, job }) => (
    <JobTasks viewer={viewer} job={job} today={todayFor(app, viewer)} {...(await tasksOfJob(app.db.read, job.id))} />
  ),
}
