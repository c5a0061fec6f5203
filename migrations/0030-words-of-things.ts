import type { Migration } from './migration.ts'

export const wordsOfThings: Migration = {
  name: '0030-words-of-things',
  // A word of the search says of what it is one: whose that is can be asked on the way along the words, and a person's few accounts and
  // contacts are asked for theirs.
  up: ({ text }, engine) => [
    `create table search_word_of (
      kind ${text} not null,
      word ${text} not null,
      entry_id integer not null references search_entry (id) on delete cascade,
      subject_id integer not null,
      primary key (kind, word, entry_id)
    )${engine === 'sqlite' ? ' without rowid' : ''}`,
    `insert into search_word_of (kind, word, entry_id, subject_id)
      select search_word.kind, word, entry_id, subject_id from search_word join search_entry on search_entry.id = entry_id
      order by search_word.kind, word, entry_id`,
    'drop table search_word',
    'alter table search_word_of rename to search_word',
    'create index search_word_entry on search_word (entry_id)',
    'create index search_word_subject on search_word (kind, subject_id, word, entry_id)',
    // What is known of the old table is not known of the new one.
    ...(engine === 'postgres' ? ['analyze search_word'] : []),
  ],
}
