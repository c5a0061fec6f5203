import type { Migration } from './migration.ts'

export const shortcuts: Migration = {
  name: '0026-shortcuts',
  // Whether a single key does something by itself on somebody's pages: who dictates, or rests a hand on the keys, has none.
  up: () => ['alter table staff add column has_shortcuts integer not null default 1'],
}
