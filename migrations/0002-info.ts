import type { Migration } from './migration.ts'

/** Custom fields, address settings, the portal's credentials, photos, groups, merges, bulk work. */
export const info: Migration = {
  name: '0002-info',
  up: ({ id, text }) => [
    // How the firm writes a person's name, and for how many years it keeps what it holds of a former client.
    `alter table firm add column name_format ${text} not null default 'first last'`,
    'alter table firm add column retention_years integer not null default 10',

    // What is needed to take an event back. Apart from the event: most have nothing to undo.
    `create table audit_undo (
      event_id integer primary key,
      data ${text} not null,
      undone_at ${text},
      undone_by_event_id integer
    )`,

    `create table custom_field (
      id ${id},
      subject ${text} not null,
      name ${text} not null,
      name_key ${text} not null,
      type ${text} not null,
      is_required integer not null default 0,
      is_encrypted integer not null default 0,
      help ${text} not null default '',
      heading ${text} not null default '',
      position integer not null,
      options ${text} not null default '[]',
      currency ${text} not null default '',
      created_at ${text} not null,
      deleted_at ${text},
      version integer not null default 1
    )`,
    'create unique index custom_field_name on custom_field (subject, name_key) where deleted_at is null',
    `create table custom_value (
      id ${id},
      field_id integer not null references custom_field (id) on delete cascade,
      account_id integer references account (id) on delete cascade,
      contact_id integer references contact (id) on delete cascade,
      value ${text} not null,
      value_key ${text} not null default '',
      updated_at ${text} not null,
      version integer not null default 1,
      unique (field_id, account_id),
      unique (field_id, contact_id)
    )`,
    'create index custom_value_account on custom_value (account_id) where account_id is not null',
    'create index custom_value_contact on custom_value (contact_id) where contact_id is not null',
    'create index custom_value_key on custom_value (field_id, value_key, account_id)',
    // Old and new as they were stored: ciphertext for an encrypted field. The event tells the same, and is sealed and opened with it.
    `create table custom_change (
      id ${id},
      field_id integer not null references custom_field (id) on delete cascade,
      account_id integer references account (id) on delete cascade,
      contact_id integer references contact (id) on delete cascade,
      at ${text} not null,
      staff_id integer,
      actor ${text} not null,
      name ${text} not null,
      type ${text} not null,
      old ${text},
      new ${text},
      event_id integer
    )`,
    'create index custom_change_field on custom_change (field_id, id)',
    'create index custom_change_account on custom_change (account_id, field_id, id) where account_id is not null',
    'create index custom_change_contact on custom_change (contact_id, field_id, id) where contact_id is not null',

    // The custom field of type e-mail whose value the address is; null for the primary one and the contact's other ones.
    'alter table address add column field_id integer references custom_field (id)',

    'alter table link add column signer_position integer',

    `create table address_setting (
      account_id integer not null references account (id) on delete cascade,
      address_id integer not null references address (id) on delete cascade,
      login integer not null default 0,
      notify integer not null default 0,
      sync integer not null default 0,
      signer integer not null default 0,
      preferences ${text} not null default '{}',
      version integer not null default 1,
      primary key (account_id, address_id)
    )`,
    'create index address_setting_address on address_setting (address_id)',
    'create index address_setting_login on address_setting (account_id) where login = 1',

    `create table portal_login (
      id ${id},
      contact_id integer not null references contact (id) on delete cascade,
      email ${text} not null,
      email_key ${text} not null unique,
      password_hash ${text} not null,
      language ${text},
      created_at ${text} not null,
      last_login_at ${text},
      last_user_agent ${text},
      version integer not null default 1
    )`,
    'create index portal_login_contact on portal_login (contact_id)',
    `create table portal_access (
      account_id integer not null references account (id) on delete cascade,
      login_id integer not null references portal_login (id) on delete cascade,
      created_at ${text} not null,
      primary key (account_id, login_id)
    )`,
    'create index portal_access_login on portal_access (login_id, account_id)',
    `create table portal_session (
      id ${text} primary key,
      login_id integer not null references portal_login (id) on delete cascade,
      created_at ${text} not null,
      expires_at ${text} not null,
      absolute_expires_at ${text} not null,
      last_seen_at ${text} not null,
      locked_at ${text},
      terminal integer not null default 0,
      address ${text},
      user_agent ${text}
    )`,
    'create index portal_session_login on portal_session (login_id)',
    'create index portal_session_expiry on portal_session (expires_at)',
    // What staff sent to one address of one contact. It goes with the address; what it led to, the login, stays.
    `create table portal_invitation (
      id ${id},
      address_id integer not null references address (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      email ${text} not null,
      message ${text} not null default '',
      created_at ${text} not null,
      used_at ${text},
      revoked_at ${text}
    )`,
    'create index portal_invitation_address on portal_invitation (address_id, id)',
    'create index portal_invitation_account on portal_invitation (account_id)',
    `create table portal_token (
      hash ${text} primary key,
      kind ${text} not null,
      invitation_id integer references portal_invitation (id) on delete cascade,
      login_id integer references portal_login (id) on delete cascade,
      created_at ${text} not null,
      expires_at ${text} not null,
      used_at ${text}
    )`,
    'create index portal_token_invitation on portal_token (invitation_id)',
    'create index portal_token_login on portal_token (login_id)',
    // Every time that somebody got into the portal, and from what browser.
    `create table portal_visit (
      id ${id},
      login_id integer not null references portal_login (id) on delete cascade,
      at ${text} not null,
      how ${text} not null,
      address ${text},
      user_agent ${text}
    )`,
    'create index portal_visit_login on portal_visit (login_id, id)',

    'alter table outgoing_mail add column contact_id integer references contact (id) on delete cascade',
    'create index outgoing_mail_contact on outgoing_mail (contact_id) where contact_id is not null',

    // What lists sort and filter by but is derived: written by the verb that changes it, compared by the doctor.
    `create table account_summary (
      account_id integer primary key references account (id) on delete cascade,
      last_login_at ${text} not null default ''
    )`,
    'insert into account_summary (account_id) select id from account',
    'create index account_summary_last_login on account_summary (last_login_at, account_id)',

    `alter table account add column photo_small ${text}`,
    `alter table account add column photo_large ${text}`,
    'create index account_photo_small on account (photo_small) where photo_small is not null',
    'create index account_photo_large on account (photo_large) where photo_large is not null',

    `create table client_group (
      id ${id},
      name ${text} not null,
      name_key ${text} not null unique,
      notes ${text} not null default '',
      created_at ${text} not null,
      version integer not null default 1
    )`,
    `create table client_group_account (
      group_id integer not null references client_group (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      primary key (group_id, account_id)
    )`,
    'create index client_group_account_account on client_group_account (account_id, group_id)',

    // A name as the firm writes it; until now all wrote it in this way.
    `alter table contact add column display_name ${text} not null default ''`,
    `update contact set display_name = coalesce(
      nullif(trim(first_name || ' ' || last_name), ''),
      nullif(company, ''),
      (select email from address where address.contact_id = contact.id and address.is_primary = 1),
      '')`,
    `alter table contact add column tax_country ${text} not null default ''`,
    // Sealed: see the vault of the platform.
    `alter table contact add column tax_id ${text} not null default ''`,
    `alter table contact add column iban ${text} not null default ''`,
    // Checked at the end of a transaction: a backup is restored row by row, the loser of a merge maybe before its winner.
    'alter table contact add column merged_into_id integer references contact (id) on delete set null deferrable initially deferred',
    'create index contact_merged_into on contact (merged_into_id) where merged_into_id is not null',
    `alter table contact add column erased_at ${text}`,
    'create index phone_digits on phone (digits)',
    `create table contact_distinct (
      contact_id integer not null references contact (id) on delete cascade,
      other_id integer not null references contact (id) on delete cascade,
      created_at ${text} not null,
      primary key (contact_id, other_id)
    )`,
    'create index contact_distinct_other on contact_distinct (other_id)',
    `create table contact_merge (
      id ${id},
      winner_id integer not null references contact (id) on delete cascade,
      loser_id integer not null references contact (id) on delete cascade,
      event_id integer not null,
      at ${text} not null,
      staff_id integer,
      moves ${text} not null,
      winner_version integer not null,
      loser_version integer not null,
      undone_at ${text}
    )`,
    'create index contact_merge_winner on contact_merge (winner_id, id)',
    'create index contact_merge_loser on contact_merge (loser_id, id)',

    `create table bulk_run (
      id ${id},
      staff_id integer references staff (id) on delete set null,
      actions ${text} not null,
      selection ${text} not null,
      status ${text} not null,
      total integer not null default 0,
      processed integer not null default 0,
      changed integer not null default 0,
      skipped integer not null default 0,
      created_at ${text} not null,
      started_at ${text},
      finished_at ${text},
      version integer not null default 1
    )`,
    'create index bulk_run_staff on bulk_run (staff_id, id)',
    `create table bulk_account (
      run_id integer not null references bulk_run (id) on delete cascade,
      account_id integer not null,
      outcome ${text},
      detail ${text} not null default '[]',
      primary key (run_id, account_id)
    )`,
    // What is still to be done, and each kind of outcome in the report.
    'create index bulk_account_outcome on bulk_account (run_id, outcome, account_id)',
  ],
}
