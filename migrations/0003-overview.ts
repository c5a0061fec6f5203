import type { Migration } from './migration.ts'

export const overview: Migration = {
  name: '0003-overview',
  // JSON: the order of the overview's sections and which are folded, null for the usual.
  up: ({ text }) => [`alter table staff add column overview ${text}`],
}
