import type { Migration } from './migration.ts'

export const time: Migration = {
  name: '0006-time',
  up: ({ id, text }) => [
    // Minutes to which what is billed is rounded up: 0 for not at all, 6, 15.
    'alter table firm add column time_rounding integer not null default 0',

    // Rates are for an hour, in the smallest units of the currency beside them.
    `create table service (
      id ${id},
      name ${text} not null,
      name_key ${text} not null unique,
      rate bigint,
      currency ${text} not null,
      is_active integer not null default 1,
      created_at ${text} not null,
      version integer not null default 1
    )`,
    `create table service_rate (
      service_id integer not null references service (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      rate bigint not null,
      primary key (service_id, staff_id)
    )`,

    `create table time_entry (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      staff_id integer not null references staff (id),
      day ${text} not null,
      minutes integer not null,
      work ${text} not null,
      service_id integer references service (id),
      billable integer not null default 1,
      rate bigint,
      currency ${text} not null,
      created_at ${text} not null,
      version integer not null default 1
    )`,
    'create index time_entry_account on time_entry (account_id, day, id)',
    'create index time_entry_account_staff on time_entry (account_id, staff_id, day, id)',
    'create index time_entry_staff on time_entry (staff_id, day, id)',
    'create index time_entry_day on time_entry (day, id)',
    'create index time_entry_service on time_entry (service_id) where service_id is not null',

    // One for each person, whatever they click.
    `create table time_timer (
      id ${id},
      staff_id integer not null unique references staff (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      started_at ${text} not null
    )`,
    'create index time_timer_account on time_timer (account_id)',
  ],
}
