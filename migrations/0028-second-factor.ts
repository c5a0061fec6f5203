import type { Migration } from './migration.ts'

export const secondFactor: Migration = {
  name: '0028-second-factor',
  up: ({ id, text }) => [
    // From whom a second factor is asked: nobody, the owner and the admins, or everybody.
    `alter table firm add column second_factor ${text} not null default 'nobody'`,
    // The app on somebody's phone. The secret is sealed; one that is being set up waits beside the one that is in use.
    `create table authenticator (
      id ${id},
      staff_id integer not null references staff (id) on delete cascade,
      secret ${text} not null default '',
      waiting ${text} not null default '',
      waiting_for ${text} not null default '',
      waiting_until ${text} not null default '',
      last_step integer not null default 0,
      confirmed_at ${text}
    )`,
    'create unique index authenticator_person on authenticator (staff_id)',
    // For whoever has lost the phone: each is used once. What is kept is a hash.
    `create table recovery_code (
      id ${id},
      staff_id integer not null references staff (id) on delete cascade,
      place integer not null,
      hash ${text} not null,
      used_at ${text}
    )`,
    'create unique index recovery_code_place on recovery_code (staff_id, place)',
    // Somebody whose password was right, and who has yet to show the second factor.
    `create table sign_in_attempt (
      id ${text} primary key,
      staff_id integer not null references staff (id) on delete cascade,
      next ${text} not null,
      wrong integer not null default 0,
      expires_at ${text} not null
    )`,
    'create index sign_in_attempt_staff on sign_in_attempt (staff_id)',
    'create index sign_in_attempt_expires on sign_in_attempt (expires_at)',
  ],
}
