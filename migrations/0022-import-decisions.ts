import type { Migration } from './migration.ts'

export const importDecisions: Migration = {
  name: '0022-import-decisions',
  up: ({ text }) => [
    'alter table import add column contacts_updated integer not null default 0',
    // What was decided about a doubtful row before the start; of one that joins what a row before makes, the account that it made.
    `create table import_decision (
      import_id integer not null references import (id) on delete cascade,
      row_number integer not null,
      choice ${text} not null,
      account_id integer references account (id) on delete set null,
      primary key (import_id, row_number)
    )`,
    'create index import_decision_account on import_decision (account_id) where account_id is not null',
  ],
}
