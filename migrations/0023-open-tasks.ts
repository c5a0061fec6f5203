import type { Migration } from './migration.ts'

export const openTasks: Migration = {
  name: '0023-open-tasks',
  up: () => [
    // The open tasks of all accounts, by their due date.
    'create index task_open_all on task (is_open, sort_due, id)',
  ],
}
