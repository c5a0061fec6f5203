import type { Migration } from './migration.ts'

export const notes: Migration = {
  name: '0004-notes',
  up: ({ id, text }) => [
    `create table note (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      staff_id integer not null references staff (id),
      text ${text} not null,
      folded ${text} not null,
      mentions ${text} not null default '[]',
      created_at ${text} not null,
      edited_at ${text},
      edited_by integer references staff (id),
      pinned_at ${text} not null default '',
      pinned_by integer references staff (id),
      deleted_at ${text},
      version integer not null default 1
    )`,
    // The newest of an account and how many there are (SQLite counts from the index alone where it holds deleted_at too); all of it with the pinned ones first; the same of one author.
    'create index note_newest on note (account_id, id, deleted_at) where deleted_at is null',
    'create index note_pinned on note (account_id, pinned_at, id) where deleted_at is null',
    'create index note_author on note (account_id, staff_id, pinned_at, id) where deleted_at is null',
    'create index note_deleted on note (deleted_at) where deleted_at is not null',
    // What a note said before it was edited, and since when.
    `create table note_version (
      id ${id},
      note_id integer not null references note (id) on delete cascade,
      version integer not null,
      text ${text} not null,
      at ${text} not null,
      staff_id integer not null references staff (id),
      unique (note_id, version)
    )`,
    `create table mention (
      id ${id},
      note_id integer not null references note (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      created_at ${text} not null,
      seen_at ${text},
      unique (note_id, staff_id)
    )`,
    'create index mention_newest on mention (staff_id, id)',
    'create index mention_unread on mention (staff_id) where seen_at is null',
  ],
}
