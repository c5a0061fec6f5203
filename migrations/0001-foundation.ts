import type { Migration } from './migration.ts'

export const foundation: Migration = {
  name: '0001-foundation',
  up: ({ id, text }, engine) => [
    `create table firm (
      id integer primary key check (id = 1),
      name ${text} not null,
      country ${text} not null,
      language ${text} not null,
      time_zone ${text} not null,
      is_demo integer not null default 0,
      version integer not null default 1,
      created_at ${text} not null
    )`,

    `create table queue_item (
      id ${id},
      kind ${text} not null,
      payload ${text} not null,
      dedupe ${text} unique,
      run_at ${text} not null,
      attempts integer not null default 0,
      locked_until ${text},
      dead_at ${text},
      error ${text},
      created_at ${text} not null
    )`,
    'create index queue_item_due on queue_item (run_at) where dead_at is null',

    `create table staff (
      id ${id},
      email ${text} not null,
      email_key ${text} not null unique,
      name ${text} not null,
      sort_name ${text} not null,
      role ${text} not null,
      password_hash ${text},
      language ${text},
      default_access integer not null default 0,
      account_columns ${text},
      created_at ${text} not null,
      invited_at ${text},
      deactivated_at ${text},
      version integer not null default 1
    )`,
    // Exactly one owner, whatever a bug or two clicks at once may try.
    `create unique index staff_one_owner on staff (role) where role = 'owner'`,
    `create table staff_right (
      staff_id integer not null references staff (id) on delete cascade,
      name ${text} not null,
      primary key (staff_id, name)
    )`,
    `create table staff_session (
      id ${text} primary key,
      staff_id integer not null references staff (id) on delete cascade,
      created_at ${text} not null,
      expires_at ${text} not null,
      absolute_expires_at ${text} not null,
      last_seen_at ${text} not null,
      locked_at ${text},
      terminal integer not null default 0,
      address ${text},
      user_agent ${text}
    )`,
    'create index staff_session_staff on staff_session (staff_id)',
    'create index staff_session_expiry on staff_session (expires_at)',
    `create table staff_token (
      hash ${text} primary key,
      staff_id integer not null references staff (id) on delete cascade,
      kind ${text} not null,
      created_at ${text} not null,
      expires_at ${text} not null,
      used_at ${text}
    )`,
    'create index staff_token_staff on staff_token (staff_id)',

    // No foreign keys: an event outlives what it tells of.
    `create table audit_event (
      id ${id},
      at ${text} not null,
      kind ${text} not null,
      staff_id integer,
      actor ${text} not null,
      address ${text},
      user_agent ${text},
      account_id integer,
      contact_id integer,
      subject ${text},
      changes ${text}
    )`,
    'create index audit_event_account on audit_event (account_id, id) where account_id is not null',
    'create index audit_event_contact on audit_event (contact_id, id) where contact_id is not null',
    'create index audit_event_staff on audit_event (staff_id, id) where staff_id is not null',
    'create index audit_event_kind on audit_event (kind, id)',

    `create table outgoing_mail (
      id ${id},
      template ${text} not null,
      staff_id integer references staff (id) on delete cascade,
      email ${text} not null,
      language ${text} not null,
      data ${text} not null,
      status ${text} not null,
      attempts integer not null default 0,
      error ${text},
      created_at ${text} not null,
      sent_at ${text}
    )`,
    'create index outgoing_mail_status on outgoing_mail (status, id)',
    'create index outgoing_mail_staff on outgoing_mail (staff_id)',

    `create table tag (
      id ${id},
      name ${text} not null,
      name_key ${text} not null unique,
      colour ${text} not null,
      created_at ${text} not null,
      version integer not null default 1
    )`,

    `create table account (
      id ${id},
      short_id ${text} not null unique,
      name ${text} not null,
      sort_name ${text} not null,
      type ${text} not null,
      company_name ${text} not null default '',
      company_street ${text} not null default '',
      company_city ${text} not null default '',
      company_postcode ${text} not null default '',
      company_region ${text} not null default '',
      company_country ${text} not null default '',
      tax_country ${text} not null default '',
      tax_id ${text} not null default '',
      tax_key ${text} not null default '',
      created_at ${text} not null,
      archived_at ${text},
      version integer not null default 1
    )`,
    'create index account_active_name on account (sort_name, id) where archived_at is null',
    'create index account_archived_name on account (sort_name, id) where archived_at is not null',
    'create index account_active_created on account (created_at, id) where archived_at is null',
    'create index account_archived_created on account (created_at, id) where archived_at is not null',
    'create index account_active_type on account (type, sort_name, id) where archived_at is null',
    'create index account_archived_type on account (type, sort_name, id) where archived_at is not null',
    'create index account_active_short on account (short_id, id) where archived_at is null',
    'create index account_archived_short on account (short_id, id) where archived_at is not null',
    'create index account_sort_name on account (sort_name)',
    `create index account_tax_key on account (tax_key) where tax_key <> ''`,
    // The last number given to each prefix of a short ID: finding the next one must not read every account.
    `create table short_id_counter (
      prefix ${text} primary key,
      last integer not null
    )`,
    `create table account_tag (
      account_id integer not null references account (id) on delete cascade,
      tag_id integer not null references tag (id) on delete cascade,
      primary key (account_id, tag_id)
    )`,
    'create index account_tag_tag on account_tag (tag_id, account_id)',
    `create table account_team (
      account_id integer not null references account (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      added_at ${text} not null,
      primary key (account_id, staff_id)
    )`,
    'create index account_team_staff on account_team (staff_id, account_id)',
    `create table account_role (
      account_id integer not null references account (id) on delete cascade,
      role ${text} not null,
      staff_id integer not null references staff (id) on delete cascade,
      primary key (account_id, role)
    )`,
    'create index account_role_staff on account_role (staff_id, role, account_id)',
    `create table account_follower (
      account_id integer not null references account (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      primary key (account_id, staff_id)
    )`,
    'create index account_follower_staff on account_follower (staff_id, account_id)',
    `create table access_request (
      id ${id},
      staff_id integer not null references staff (id) on delete cascade,
      wanted ${text} not null,
      reason ${text} not null default '',
      created_at ${text} not null,
      answered_at ${text},
      answered_by integer references staff (id) on delete set null,
      account_id integer references account (id) on delete set null
    )`,
    'create index access_request_open on access_request (id) where answered_at is null',
    'create index access_request_staff on access_request (staff_id, id)',
    `create table saved_filter (
      id ${id},
      staff_id integer not null references staff (id) on delete cascade,
      name ${text} not null,
      query ${text} not null,
      created_at ${text} not null,
      unique (staff_id, name)
    )`,

    `create table contact (
      id ${id},
      first_name ${text} not null default '',
      last_name ${text} not null default '',
      company ${text} not null default '',
      sort_name ${text} not null,
      language ${text},
      birth_date ${text},
      street ${text} not null default '',
      street_2 ${text} not null default '',
      city ${text} not null default '',
      postcode ${text} not null default '',
      region ${text} not null default '',
      country ${text} not null default '',
      notes ${text} not null default '',
      created_at ${text} not null,
      version integer not null default 1
    )`,
    'create index contact_name on contact (sort_name, id)',
    `create table address (
      id ${id},
      contact_id integer not null references contact (id) on delete cascade,
      is_primary integer not null,
      email ${text} not null,
      email_key ${text} not null,
      unique (contact_id, email_key)
    )`,
    'create unique index address_one_primary on address (contact_id) where is_primary = 1',
    'create index address_email on address (email_key)',
    `create table phone (
      id ${id},
      contact_id integer not null references contact (id) on delete cascade,
      position integer not null,
      label ${text} not null default '',
      number ${text} not null,
      digits ${text} not null,
      unique (contact_id, position)
    )`,
    `create table contact_tag (
      contact_id integer not null references contact (id) on delete cascade,
      tag_id integer not null references tag (id) on delete cascade,
      primary key (contact_id, tag_id)
    )`,
    'create index contact_tag_tag on contact_tag (tag_id, contact_id)',

    `create table link (
      account_id integer not null references account (id) on delete cascade,
      contact_id integer not null references contact (id) on delete cascade,
      description ${text} not null default '',
      created_at ${text} not null,
      version integer not null default 1,
      primary key (account_id, contact_id)
    )`,
    'create index link_contact on link (contact_id, account_id)',

    `create table search_entry (
      id ${id},
      kind ${text} not null,
      subject_id integer not null,
      field ${text} not null,
      text ${text} not null,
      folded ${text} not null
    )`,
    'create index search_entry_subject on search_entry (kind, subject_id)',
    `create table search_word (
      word ${text} not null,
      entry_id integer not null references search_entry (id) on delete cascade,
      primary key (word, entry_id)
    )`,
    'create index search_word_entry on search_word (entry_id)',
    ...(engine === 'sqlite'
      ? [
          // A column for each kind: a term that is common among contacts costs nothing where accounts are looked for.
          `create view search_text as select id,
            case when kind = 'account' then folded end as account,
            case when kind = 'contact' then folded end as contact
            from search_entry`,
          `create virtual table search_trigram using fts5 (
            account, contact, content = 'search_text', content_rowid = 'id', tokenize = 'trigram'
          )`,
          `create trigger search_entry_added after insert on search_entry begin
            insert into search_trigram (rowid, account, contact) values (new.id,
              case when new.kind = 'account' then new.folded end, case when new.kind = 'contact' then new.folded end);
          end`,
          `create trigger search_entry_removed after delete on search_entry begin
            insert into search_trigram (search_trigram, rowid, account, contact) values ('delete', old.id,
              case when old.kind = 'account' then old.folded end, case when old.kind = 'contact' then old.folded end);
          end`,
          `create trigger search_entry_changed before update on search_entry begin
            select raise(abort, 'a search entry is replaced, never changed');
          end`,
        ]
      : [
          'create extension if not exists pg_trgm',
          'create index search_entry_trigram on search_entry using gin (folded gin_trgm_ops)',
        ]),

    `create table import (
      id ${id},
      staff_id integer references staff (id) on delete set null,
      file_name ${text} not null,
      file_hash ${text} not null,
      format ${text} not null,
      mapping ${text},
      options ${text} not null default '{}',
      status ${text} not null,
      total integer not null default 0,
      processed integer not null default 0,
      accounts_created integer not null default 0,
      accounts_updated integer not null default 0,
      contacts_created integer not null default 0,
      rejected integer not null default 0,
      error ${text},
      created_at ${text} not null,
      started_at ${text},
      finished_at ${text},
      version integer not null default 1
    )`,
    'create index import_newest on import (id)',
    `create table import_rejection (
      import_id integer not null references import (id) on delete cascade,
      row_number integer not null,
      problems ${text} not null,
      cells ${text} not null,
      primary key (import_id, row_number)
    )`,
  ],
}
