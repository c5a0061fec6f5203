import type { Migration } from './migration.ts'

/** Tasks with tags, shown to the client, put in order, and mentioning people; forms that count once. */
export const tasksShared: Migration = {
  name: '0010-tasks',
  up: ({ id, text }, engine) => [
    'alter table task add column is_shared integer not null default 0',
    // JSON: the names behind an @ in the details that are people.
    `alter table task add column mentions ${text} not null default '[]'`,
    'create index task_shared on task (account_id, is_shared, is_open, sort_due, id)',

    `create table task_tag (
      task_id integer not null references task (id) on delete cascade,
      tag_id integer not null references tag (id) on delete cascade,
      primary key (task_id, tag_id)
    )`,
    'create index task_tag_tag on task_tag (tag_id, task_id)',

    'alter table subtask add column position integer not null default 0',
    'alter table subtask add column version integer not null default 1',
    'update subtask set position = id',
    'drop index subtask_task',
    'create index subtask_order on subtask (task_id, position, id)',

    // A mention stands in a note or in a task's details; by_id is who wrote it there.
    `create table mention_now (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      note_id integer references note (id) on delete cascade,
      task_id integer references task (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      by_id integer references staff (id) on delete set null,
      created_at ${text} not null,
      seen_at ${text},
      unique (note_id, staff_id),
      unique (task_id, staff_id)
    )`,
    `insert into mention_now (id, account_id, note_id, staff_id, by_id, created_at, seen_at)
      select mention.id, note.account_id, mention.note_id, mention.staff_id, note.staff_id, mention.created_at, mention.seen_at
      from mention join note on note.id = mention.note_id`,
    ...(engine === 'postgres'
      ? [
          "select setval(pg_get_serial_sequence('mention_now', 'id'), (select coalesce(max(id), 0) + 1 from mention), false)",
        ]
      : []),
    'drop table mention',
    'alter table mention_now rename to mention',
    // Copying no rows has left a number of none.
    ...(engine === 'sqlite' ? ["delete from sqlite_sequence where name = 'mention' and seq = 0"] : []),
    'create index mention_newest on mention (staff_id, id)',
    'create index mention_unread on mention (staff_id) where seen_at is null',

    // Forms that were sent: a second time does nothing more.
    `create table sent_form (
      token ${text} primary key,
      at ${text} not null
    )`,
    'create index sent_form_at on sent_form (at)',
  ],
}
