import type { JobSection } from '#src/jobs/section.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { JobTasks } from '#views/tasks/of-job.tsx'
import { tasksOfJob } from './list.ts'

/** A job's tasks, on its page. */
export const tasksOnJob: JobSection = {
  place: 10,
  show: async ({ app, viewer, job }) => (
    <JobTasks
      viewer={viewer}
      job={job}
      today={dayIn(viewer.timeZone, app.clock())}
      {...(await tasksOfJob(app.db.read, job.id))}
    />
  ),
}
