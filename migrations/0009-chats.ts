import type { Migration } from './migration.ts'

export const chats: Migration = {
  name: '0009-chats',
  up: ({ id, text }) => [
    // All below `archived_by` is derived of the thread's messages and client tasks. last_…: of the messages that the client sees,
    // 0 for none. unread_since: when the first message of the client came that nobody of the staff has opened. waiting_at: last_at,
    // where it is the client's turn.
    `create table thread (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      subject ${text} not null,
      created_at ${text} not null,
      created_by integer references staff (id) on delete set null,
      created_by_contact integer references contact (id) on delete set null,
      archived_at ${text},
      archived_by integer references staff (id) on delete set null,
      last_id integer not null default 0,
      last_at ${text} not null,
      last_client_id integer not null default 0,
      last_to_client_id integer not null default 0,
      unread_since ${text},
      read_at ${text},
      read_by integer references staff (id) on delete set null,
      waiting_at ${text},
      tasks integer not null default 0,
      tasks_done integer not null default 0
    )`,
    'create index thread_active on thread (account_id, last_at, id) where archived_at is null',
    'create index thread_archived on thread (account_id, last_at, id) where archived_at is not null',
    'create index thread_all on thread (last_at, id) where archived_at is null',
    'create index thread_unread on thread (unread_since, id) where unread_since is not null',
    'create index thread_unread_account on thread (account_id) where unread_since is not null',
    'create index thread_waiting on thread (waiting_at, id) where waiting_at is not null',

    // is_internal: among the staff. It is never changed. author: what whoever wrote it was called then.
    `create table message (
      id ${id},
      thread_id integer not null references thread (id) on delete cascade,
      is_internal integer not null,
      from_client integer not null,
      staff_id integer references staff (id) on delete set null,
      contact_id integer references contact (id) on delete set null,
      author ${text} not null,
      text ${text} not null,
      at ${text} not null,
      removed_at ${text},
      removed_by ${text} not null default ''
    )`,
    'create index message_thread on message (thread_id, id)',
    'create index message_contact on message (contact_id) where contact_id is not null',

    `create table message_document (
      message_id integer not null references message (id) on delete cascade,
      document_id integer not null references document (id) on delete cascade,
      primary key (message_id, document_id)
    )`,
    'create index message_document_document on message_document (document_id)',

    // due: YYYY-MM-DD, '' for none. done_by: what whoever ticked it was called then.
    `create table client_task (
      id ${id},
      thread_id integer not null references thread (id) on delete cascade,
      title ${text} not null,
      due ${text} not null default '',
      created_at ${text} not null,
      created_by integer references staff (id) on delete set null,
      done_at ${text},
      done_by ${text} not null default '',
      done_by_contact integer references contact (id) on delete set null
    )`,
    'create index client_task_thread on client_task (thread_id, id)',
    'create index client_task_contact on client_task (done_by_contact) where done_by_contact is not null',

    // How far somebody has read. Of a client also up to which message a mail has told them.
    `create table thread_read (
      thread_id integer not null references thread (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      message_id integer not null,
      at ${text} not null,
      primary key (thread_id, staff_id)
    )`,
    'create index thread_read_staff on thread_read (staff_id)',
    `create table thread_client_read (
      thread_id integer not null references thread (id) on delete cascade,
      contact_id integer not null references contact (id) on delete cascade,
      message_id integer not null default 0,
      at ${text},
      mailed_id integer not null default 0,
      primary key (thread_id, contact_id)
    )`,
    'create index thread_client_read_contact on thread_client_read (contact_id)',
  ],
}
