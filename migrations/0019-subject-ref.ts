import type { Migration } from './migration.ts'

export const subjectRef: Migration = {
  name: '0019-subject-ref',
  up: () => [
    // What an event is of, as 'document 12'; the index follows its column.
    'alter table audit_event rename column thing to subject_ref',
  ],
}
