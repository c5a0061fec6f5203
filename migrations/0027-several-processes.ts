import type { Migration } from './migration.ts'

export const severalProcesses: Migration = {
  name: '0027-several-processes',
  up: ({ text }, engine) => [
    // What one process does at a time, of all that work on this database; `until` is when the turn of its holder ends, or when the next is due.
    `create table turn (name ${text} primary key, holder ${text}, until ${text} not null)`,
    // How often something was tried, by places that keys share out: bounded, whatever strangers try. PostgreSQL forgets them in a crash.
    `create ${engine === 'postgres' ? 'unlogged ' : ''}table tries (
      kind ${text} not null, place integer not null, count integer not null, until ${text} not null,
      primary key (kind, place))`,
    'create index tries_over on tries (until)',
  ],
}
