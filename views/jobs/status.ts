import type { JobStatus } from '#src/jobs/state.ts'
import type { Tones } from '../ui/badge.tsx'

export const jobTones: Tones<JobStatus> = {
  active: 'info',
  overdue: 'bad',
  completed: 'good',
  archived: 'neutral',
}
