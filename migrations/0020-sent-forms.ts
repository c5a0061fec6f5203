import type { Migration } from './migration.ts'

export const sentForms: Migration = {
  name: '0020-sent-forms',
  up: () => [
    // What the verbs of a form gave, as JSON, for whoever sends it again to be led where the first led.
    'alter table sent_form add column result text',
  ],
}
