import { sql } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { PortalSection } from '#src/portal/section.ts'
import type { Client } from '#src/portal/sessions.ts'
import { words } from '#views/chats/words.ts'
import { threadsPerPage } from './list.ts'

const lettersShown = 160

/** What a client may know of a thread: nothing that the staff note of it, like who of them has read it. */
export async function findClientThread(db: Db, accountId: number, id: number | null) {
  const thread =
    id === null
      ? undefined
      : await db
          .selectFrom('thread')
          .select(['id', 'subject', 'archived_at', 'tasks', 'tasks_done'])
          .where('id', '=', id)
          .where('account_id', '=', accountId)
          .executeTakeFirst()
  if (!thread) throw notFound()
  return thread
}

export type ClientThread = Awaited<ReturnType<typeof findClientThread>>

/** One page of a client's threads on an account, the one with the newest message first. One query. */
export const clientThreadPage = (
  db: Db,
  client: Pick<Client, 'contactId'>,
  accountId: number,
  isArchived: boolean,
  cursor: Cursor | null,
) =>
  keysetPage(
    db
      .selectFrom('thread')
      // The last of those that the client sees: an internal one is never a thread's last.
      .leftJoin('message as last', (join) =>
        join.onRef('last.id', '=', 'thread.last_id').on('last.is_internal', '=', 0),
      )
      .select(['thread.id', 'thread.subject', 'thread.last_at', 'thread.last_to_client_id'])
      .select(['thread.tasks', 'thread.tasks_done', 'thread.last_at as key'])
      .select(['last.author', 'last.contact_id', 'last.removed_at'])
      .select(sql<string | null>`substr(last.text, 1, ${sql.lit(lettersShown)})`.as('words'))
      .select((eb) =>
        eb
          .selectFrom('thread_client_read')
          .select('thread_client_read.message_id')
          .whereRef('thread_client_read.thread_id', '=', 'thread.id')
          .where('thread_client_read.contact_id', '=', client.contactId)
          .as('read_by_me'),
      )
      .where('thread.account_id', '=', accountId)
      .where('thread.archived_at', isArchived ? 'is not' : 'is', null),
    { columns: ['thread.last_at'], id: 'thread.id', descending: true, cursor, size: threadsPerPage },
  )

export type ClientThreadRow = Awaited<ReturnType<typeof clientThreadPage>>['rows'][number]

/** On how many threads something new waits for a client, by account. One query. */
export async function newToClient(
  db: Db,
  client: Pick<Client, 'contactId'>,
  accountIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('thread')
    .leftJoin('thread_client_read as mine', (join) =>
      join.onRef('mine.thread_id', '=', 'thread.id').on('mine.contact_id', '=', client.contactId),
    )
    .select((eb) => ['thread.account_id', eb.fn.countAll<number>().as('n')])
    .where('thread.account_id', 'in', [0, ...accountIds])
    .where('thread.archived_at', 'is', null)
    .where((eb) => eb('thread.last_to_client_id', '>', eb.fn.coalesce('mine.message_id', eb.lit(0))))
    .groupBy('thread.account_id')
    .execute()
  return new Map(rows.map((row) => [row.account_id, Number(row.n)]))
}

/** Messages in the portal, with what is new of them on the home page. */
export const portalChats: PortalSection = {
  name: 'chats',
  place: 30,
  title: (viewer) => words[viewer.language].portal.title,
  waiting: newToClient,
  says: (viewer, count) => words[viewer.language].portal.new(count, formatsIn(viewer.language).count(count)),
}
