import type { Migration } from './migration.ts'

export const documentLists: Migration = {
  name: '0011-document-lists',
  up: () => [
    // A folder by what came last.
    'create index document_latest on document (account_id, folder_id, added_at, id) where trashed_at is null',
    // What a client brought and the firm has made private: on the overview beside what is shared.
    'create index document_withdrawn on document (account_id, added_at, id) where from_client = 1 and is_shared = 0 and trashed_at is null',
    // The trash of one account: what was put there itself, and what went with a folder.
    'create index document_trash_list on document (account_id, trashed_at, id) where trashed_at is not null and trashed_with is null',
    'create index document_trash_with on document (trashed_with) where trashed_with is not null',
    'create index folder_trash_list on folder (account_id, trashed_at, id) where trashed_at is not null and trashed_with is null',
    'create index folder_trash_with on folder (trashed_with) where trashed_with is not null',
  ],
}
