import type { Generated, Selectable } from 'kysely'
import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, type Changes, record } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { mustReach } from '#src/portal/login.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'chat begun': true
    'chat archived': true
    'chat reactivated': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    thread: {
      id: Generated<number>
      account_id: number
      subject: string
      created_at: string
      created_by: number | null
      created_by_contact: number | null
      archived_at: string | null
      archived_by: number | null
      /** Of the messages that the client sees, 0 for none: the newest, the client's newest, the newest to the client. */
      last_id: Generated<number>
      last_at: string
      last_client_id: Generated<number>
      last_to_client_id: Generated<number>
      /** When the first message of the client came that nobody of the staff has opened; null where all are. */
      unread_since: string | null
      /** Who of the staff was the first to open it since the client's last message. */
      read_at: string | null
      read_by: number | null
      /** `last_at` where it is the client's turn: ours is the last word, or they have a task. */
      waiting_at: string | null
      /** Of the client's: how many there are, and how many are done. */
      tasks: Generated<number>
      tasks_done: Generated<number>
    }
  }
}

export type Thread = Selectable<Tables['thread']>

/** One thread of an account. Throws 404 for any other. */
export async function findThread(db: Db | Trx, accountId: number, id: number | null): Promise<Thread> {
  const thread =
    id === null
      ? undefined
      : await db
          .selectFrom('thread')
          .selectAll()
          .where('id', '=', id)
          .where('account_id', '=', accountId)
          .executeTakeFirst()
  if (!thread) throw notFound()
  return thread
}

/**
 * The account and the thread as they are now, held until the transaction ends, and whoever of the staff acts. Throws 404 where one is
 * gone or the account is not open to whoever acts.
 */
export async function lockedThread(act: Act, accountId: number, id: number) {
  const account = await lockedAccount(act.trx, accountId)
  await locked(act.trx, 'thread', id)
  const author = await mustReach(act, accountId)
  return { account, author, thread: await findThread(act.trx, accountId, id) }
}

/** When the thread began to wait for the client, as far as it does: what lists of those filter and sort by. */
export const waitingAt = (
  thread: Pick<Thread, 'archived_at' | 'last_id' | 'last_to_client_id' | 'last_at' | 'tasks' | 'tasks_done'>,
): string | null =>
  thread.archived_at === null && (thread.last_id === thread.last_to_client_id || thread.tasks > thread.tasks_done)
    ? thread.last_at
    : null

/** Writes some of a thread's columns, with what is derived of them. */
export async function updateThread(act: Act, thread: Thread, change: Partial<Thread>): Promise<void> {
  const now = { ...thread, ...change }
  await act.trx
    .updateTable('thread')
    .set({ ...change, waiting_at: waitingAt(now) })
    .where('id', '=', thread.id)
    .execute()
}

/** Writes what happened in a thread into the trail of its account and into its own. */
export const recordThreadEvent = (
  act: Act,
  account: { name: string },
  thread: Pick<Thread, 'id' | 'account_id' | 'subject'>,
  kind: AuditKind,
  changes: Changes = {},
  contactId?: number,
) =>
  record(act, {
    kind,
    accountId: thread.account_id,
    contactId,
    subject: account.name,
    changes: { chat: [thread.subject, thread.subject], ...changes },
    subjectRef: `thread ${thread.id}`,
  })

/** Begins a thread that has no message yet: `beginThread` of the messages gives it its first. */
export async function addThread(act: Act, accountId: number, subject: string, contactId?: number): Promise<Thread> {
  const account = await lockedAccount(act.trx, accountId)
  await mustReach(act, accountId)
  const thread = await act.trx
    .insertInto('thread')
    .values({
      account_id: accountId,
      subject,
      created_at: act.at,
      created_by: act.by.staffId,
      created_by_contact: contactId ?? null,
      archived_at: null,
      archived_by: null,
      last_at: act.at,
      unread_since: null,
      read_at: null,
      read_by: null,
      waiting_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await recordThreadEvent(act, account, thread, 'chat begun', { chat: [null, subject] }, contactId)
  return thread
}

/**
 * Puts a thread into the archive; nothing changes where it is there already. `seen` is the last message that whoever does it has
 * read: throws Conflict where the client has written since.
 */
export async function archiveThread(act: Act, accountId: number, id: number, seen: number): Promise<void> {
  const { account, thread } = await lockedThread(act, accountId, id)
  if (thread.archived_at) return
  if (thread.last_client_id > seen) throw new Conflict(thread)
  const read = thread.unread_since ? { unread_since: null, read_at: act.at, read_by: act.by.staffId } : {}
  await updateThread(act, thread, { archived_at: act.at, archived_by: act.by.staffId, ...read })
  await recordThreadEvent(act, account, thread, 'chat archived')
}

/** Takes a thread out of the archive; nothing changes where it is not there. */
export async function reactivateThread(act: Act, accountId: number, id: number): Promise<void> {
  const { account, thread } = await lockedThread(act, accountId, id)
  if (!thread.archived_at) return
  await updateThread(act, thread, { archived_at: null, archived_by: null })
  await recordThreadEvent(act, account, thread, 'chat reactivated')
}
