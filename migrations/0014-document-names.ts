import type { Migration } from './migration.ts'

export const documentNames: Migration = {
  name: '0014-document-names',
  up: () => [
    // What the client sees may have the name of what the firm keeps to itself: a number in it would tell them of the other.
    'drop index document_name',
    'create unique index document_name on document (account_id, coalesce(folder_id, 0), name_key, is_shared) where trashed_at is null',
    // Whether a file is there already: by its bytes, without a walk through its folder.
    'create index document_bytes on document (account_id, coalesce(folder_id, 0), hash) where trashed_at is null',
  ],
}
