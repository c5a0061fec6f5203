import type { Migration } from './migration.ts'

export const tasks: Migration = {
  name: '0005-tasks',
  up: ({ id, text }) => [
    // due: YYYY-MM-DD, '' for none. is_open, is_waiting and sort_due are derived of status and due: lists sort and filter by them.
    // remind_on is the day of the reminder that waits, reminded_for the due date of which the last one spoke.
    `create table task (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      title ${text} not null,
      details ${text} not null default '',
      status ${text} not null,
      priority ${text} not null,
      due ${text} not null default '',
      created_at ${text} not null,
      created_by integer references staff (id) on delete set null,
      completed_at ${text},
      completed_by integer references staff (id) on delete set null,
      is_open integer not null,
      is_waiting integer not null,
      sort_due ${text} not null,
      remind_on ${text},
      reminded_for ${text} not null default '',
      version integer not null default 1
    )`,
    'create index task_all on task (account_id, sort_due, id)',
    'create index task_open on task (account_id, is_open, sort_due, id)',
    'create index task_status on task (account_id, status, sort_due, id)',
    'create index task_newest on task (account_id, is_open, is_waiting, id desc)',
    'create index task_remind on task (remind_on, id) where remind_on is not null',

    // With what one person's own list sorts and filters by, so that it comes from one index.
    `create table task_assignee (
      task_id integer not null references task (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      is_open integer not null,
      sort_due ${text} not null,
      primary key (task_id, staff_id)
    )`,
    'create index task_assignee_day on task_assignee (staff_id, is_open, sort_due, task_id)',

    `create table subtask (
      id ${id},
      task_id integer not null references task (id) on delete cascade,
      title ${text} not null,
      created_at ${text} not null,
      done_at ${text},
      done_by integer references staff (id) on delete set null
    )`,
    'create index subtask_task on subtask (task_id, id)',
  ],
}
