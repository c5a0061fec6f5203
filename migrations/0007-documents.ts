import type { Migration } from './migration.ts'

export const documents: Migration = {
  name: '0007-documents',
  up: ({ id, text }) => [
    // What one thing's own history lists its events by: 'document 12'.
    `alter table audit_event add column thing ${text}`,
    'create index audit_event_thing on audit_event (thing, id) where thing is not null',

    // parent_id: null for those at the top; deferred, for a backup to come back whose folder lies in a younger one. name_key: two names with the same one are one to a reader.
    // trashed_with: the folder with which it went into the trash; null for what was put there itself.
    `create table folder (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      parent_id integer references folder (id) on delete cascade deferrable initially deferred,
      name ${text} not null,
      name_key ${text} not null,
      sort_name ${text} not null,
      created_at ${text} not null,
      created_by integer references staff (id) on delete set null,
      trashed_at ${text},
      trashed_by integer references staff (id) on delete set null,
      trashed_with integer,
      version integer not null default 1
    )`,
    'create index folder_list on folder (account_id, parent_id, sort_name, id)',
    'create unique index folder_name on folder (account_id, coalesce(parent_id, 0), name_key) where trashed_at is null',
    'create index folder_parent on folder (parent_id)',
    'create index folder_trash on folder (trashed_at, id) where trashed_at is not null',

    // What one person may do in one folder, where that is not what they may do anywhere. Each folder has the rows that hold for it,
    // so that a list needs no walk through the folders above it: is_own tells those that were set on it from those it has from above.
    `create table folder_right (
      folder_id integer not null references folder (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      level ${text} not null,
      is_own integer not null,
      primary key (folder_id, staff_id)
    )`,
    'create index folder_right_staff on folder_right (staff_id, folder_id)',

    // hash, size, type, number, added_… are those of the current version. seen_at: when somebody of the staff first opened or
    // downloaded that version.
    `create table document (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      folder_id integer references folder (id) on delete cascade,
      name ${text} not null,
      name_key ${text} not null,
      sort_name ${text} not null,
      hash ${text} not null,
      size bigint not null,
      type ${text} not null,
      number integer not null default 1,
      from_client integer not null,
      is_shared integer not null,
      added_at ${text} not null,
      added_by integer references staff (id) on delete set null,
      added_by_contact integer references contact (id) on delete set null,
      added_by_name ${text} not null,
      seen_at ${text},
      trashed_at ${text},
      trashed_by integer references staff (id) on delete set null,
      trashed_with integer,
      version integer not null default 1
    )`,
    'create index document_list on document (account_id, folder_id, sort_name, id) where trashed_at is null',
    'create unique index document_name on document (account_id, coalesce(folder_id, 0), name_key) where trashed_at is null',
    'create index document_names on document (account_id, sort_name, id) where trashed_at is null',
    'create index document_newest on document (account_id, is_shared, added_at, id) where trashed_at is null',
    'create index document_unseen on document (added_at, id) where seen_at is null and from_client = 1 and trashed_at is null',
    'create index document_unseen_account on document (account_id, added_at, id) where seen_at is null and from_client = 1 and trashed_at is null',
    'create index document_folder on document (folder_id)',
    'create index document_hash on document (hash)',
    // Whoever brought it: of clients alone, for merging and erasing one.
    'create index document_added_by_contact on document (added_by_contact) where added_by_contact is not null',
    'create index document_trash on document (trashed_at, id) where trashed_at is not null',

    `create table document_version (
      document_id integer not null references document (id) on delete cascade,
      number integer not null,
      name ${text} not null,
      hash ${text} not null,
      size bigint not null,
      type ${text} not null,
      from_client integer not null,
      added_at ${text} not null,
      added_by integer references staff (id) on delete set null,
      added_by_contact integer references contact (id) on delete set null,
      added_by_name ${text} not null,
      primary key (document_id, number)
    )`,
    'create index document_version_hash on document_version (hash)',
    'create index document_version_added_by_contact on document_version (added_by_contact) where added_by_contact is not null',

    // Who opened or downloaded a version, of the staff and of the client.
    `create table document_view (
      document_id integer not null references document (id) on delete cascade,
      number integer not null,
      staff_id integer not null references staff (id) on delete cascade,
      first_at ${text} not null,
      last_at ${text} not null,
      times integer not null,
      primary key (document_id, number, staff_id)
    )`,
    'create index document_view_staff on document_view (staff_id)',
    `create table document_client_view (
      document_id integer not null references document (id) on delete cascade,
      number integer not null,
      contact_id integer not null references contact (id) on delete cascade,
      first_at ${text} not null,
      last_at ${text} not null,
      times integer not null,
      primary key (document_id, number, contact_id)
    )`,
    'create index document_client_view_contact on document_client_view (contact_id)',

    // Pictures made of files for looking at: by the file, in one size. picture is null where none can be made of it.
    `create table preview (
      hash ${text} not null,
      size ${text} not null,
      picture ${text},
      primary key (hash, size)
    )`,
    'create index preview_picture on preview (picture) where picture is not null',
  ],
}
