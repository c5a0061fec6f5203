import type { Migration } from './migration.ts'

export const lastDayOfMonth: Migration = {
  name: '0018-last-day-of-month',
  up: () => [
    // 1 where each job is due on the last day of its month: a first date of the 30th does not say so by itself.
    'alter table recurrence add column last_day integer not null default 0',
  ],
}
