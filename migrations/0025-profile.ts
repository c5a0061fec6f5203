import type { Migration } from './migration.ts'

export const profile: Migration = {
  name: '0025-profile',
  up: () => [
    // Whom of its contacts somebody chose for the bar of an account's profile; null where nobody has: then one is found.
    'alter table account add column primary_contact_id integer references contact (id) on delete set null',
    'create index account_primary_contact on account (primary_contact_id) where primary_contact_id is not null',
    // How many threads of an account wait for the client: counted wherever its overview is.
    'create index thread_waiting_account on thread (account_id) where waiting_at is not null',
  ],
}
