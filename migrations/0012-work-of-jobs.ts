import type { Migration } from './migration.ts'

/** Of which job a task is, and an hour. What is left of both when the job is deleted is the account's. */
export const workOfJobs: Migration = {
  name: '0012-work-of-jobs',
  up: () => [
    'alter table task add column job_id integer references job (id) on delete set null',
    'create index task_job on task (job_id, sort_due, id) where job_id is not null',
    'alter table time_entry add column job_id integer references job (id) on delete set null',
    'create index time_entry_job on time_entry (job_id, day, id) where job_id is not null',
    'alter table time_timer add column job_id integer references job (id) on delete set null',
    'create index time_timer_job on time_timer (job_id) where job_id is not null',
  ],
}
