/** Where a job stands: worked at, done, or put away. */
export const jobStates = ['open', 'completed', 'archived'] as const
export type JobState = (typeof jobStates)[number]

/** What is said of a job to whoever reads a list on a day. */
export const jobStatuses = ['active', 'overdue', 'completed', 'archived'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** Behind every date: where a job without one stands among the others. */
export const noDue = '9999-12-31'

interface Dated {
  due: string
  completed_at: string | null
  archived_at: string | null
}

/** What lists sort and filter by: written with the job, and compared by the doctor. */
export const derivedOf = ({ due, completed_at, archived_at }: Dated): { state: JobState; sort_due: string } => ({
  state: archived_at ? 'archived' : completed_at ? 'completed' : 'open',
  sort_due: due || noDue,
})

export function statusOf(job: { state: JobState; due: string }, today: string): JobStatus {
  if (job.state !== 'open') return job.state
  return job.due !== '' && job.due < today ? 'overdue' : 'active'
}
