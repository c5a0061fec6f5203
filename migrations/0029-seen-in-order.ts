import type { Migration } from './migration.ts'

export const seenInOrder: Migration = {
  name: '0029-seen-in-order',
  up: () => [
    // What is walked along in order says whose it is, and what is looked for among few accounts which stage it is in: without the row.
    'drop index job_state',
    'create index job_state on job (state, sort_due, id, account_id)',
    'drop index job_due',
    'create index job_due on job (sort_due, id, account_id)',
    'drop index job_pipeline',
    'create index job_pipeline on job (pipeline_id, state, sort_due, id, account_id)',
    'drop index job_pipeline_all',
    'create index job_pipeline_all on job (pipeline_id, sort_due, id, account_id)',
    'create index job_stage_all on job (stage_id, sort_due, id, account_id)',
    'drop index job_of_account',
    'create index job_of_account on job (account_id, state, sort_due, id, stage_id, pipeline_id)',
    'drop index job_account_all',
    'create index job_account_all on job (account_id, sort_due, id, stage_id, pipeline_id)',
    'drop index task_open_all',
    'create index task_open_all on task (is_open, sort_due, id, account_id)',
  ],
}
