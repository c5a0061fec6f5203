import type { Migration } from './migration.ts'

export const accountOpenings: Migration = {
  name: '0013-account-openings',
  up: ({ text }) => [
    // When a person last opened an account's profile, for their own way back to it.
    `create table account_opening (
      staff_id integer not null references staff (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      at ${text} not null,
      primary key (staff_id, account_id)
    )`,
    'create index account_opening_latest on account_opening (staff_id, at, account_id)',
    'create index account_opening_account on account_opening (account_id)',
  ],
}
