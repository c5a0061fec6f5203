import type { Migration } from './migration.ts'

export const queueLanes: Migration = {
  name: '0015-queue-lanes',
  up: ({ text }) => [
    // Whose hands an item is in: "host:pid:start/number". Only they may finish it.
    `alter table queue_item add column lease ${text}`,
    // Why it failed, one of a few words; the message stands in "error".
    `alter table queue_item add column reason ${text}`,
    // Each kind of work is a lane of its own.
    'create index queue_item_lane on queue_item (kind, run_at, id) where dead_at is null',
    'create index queue_item_leased on queue_item (kind) where lease is not null',
    'create index queue_item_dead on queue_item (id) where dead_at is not null',
    // Why a run failed: its work was given up. Null where who started it does not work here any more.
    `alter table bulk_run add column error ${text}`,
  ],
}
