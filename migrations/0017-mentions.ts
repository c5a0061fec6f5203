import type { Migration } from './migration.ts'

export const mentions: Migration = {
  name: '0017-mentions',
  up: ({ text }) => [
    // Mentions know by themselves whether what they stand in can be read: they are counted for every page.
    `alter table mention add column withdrawn_at ${text}`,
    `update mention set withdrawn_at = (select note.deleted_at from note where note.id = mention.note_id)
      where note_id is not null`,
  ],
}
