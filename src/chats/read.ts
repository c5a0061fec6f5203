import { plainName } from '#src/contacts/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** How far somebody of the staff has read a thread. */
    thread_read: { thread_id: number; staff_id: number; message_id: number; at: string }
    /** The same of the client, and up to which message a mail has told them of it. */
    thread_client_read: {
      thread_id: number
      contact_id: number
      message_id: number
      at: string | null
      mailed_id: number
    }
  }
}

/** Writes down that somebody of the staff has a thread open, up to that message. The client's are read by the team from now on. */
export async function markRead(trx: Trx, threadId: number, staffId: number, upTo: number, at: string): Promise<void> {
  await trx
    .insertInto('thread_read')
    .values({ thread_id: threadId, staff_id: staffId, message_id: upTo, at })
    .onConflict((conflict) =>
      conflict
        .columns(['thread_id', 'staff_id'])
        .doUpdateSet({ message_id: upTo, at })
        .where('thread_read.message_id', '<', upTo),
    )
    .execute()
  await trx
    .updateTable('thread')
    .set({ unread_since: null, read_at: at, read_by: staffId })
    .where('id', '=', threadId)
    .where('unread_since', 'is not', null)
    .where('last_client_id', '<=', upTo)
    .execute()
}

/** Writes down that a client has a thread open, up to that message. */
export const markReadByClient = (trx: Trx, threadId: number, contactId: number, upTo: number, at: string) =>
  trx
    .insertInto('thread_client_read')
    .values({ thread_id: threadId, contact_id: contactId, message_id: upTo, at, mailed_id: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(['thread_id', 'contact_id'])
        .doUpdateSet({ message_id: upTo, at })
        .where('thread_client_read.message_id', '<', upTo),
    )
    .execute()

/** How far somebody of the staff has read a thread: the number of a message, 0 for not at all. */
export async function readBy(db: Db | Trx, threadId: number, staffId: number): Promise<number> {
  const row = await db
    .selectFrom('thread_read')
    .select('message_id')
    .where('thread_id', '=', threadId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  return row?.message_id ?? 0
}

/** The same of a client. */
export async function readByClient(db: Db | Trx, threadId: number, contactId: number): Promise<number> {
  const row = await db
    .selectFrom('thread_client_read')
    .select('message_id')
    .where('thread_id', '=', threadId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  return row?.message_id ?? 0
}

/** Who of the client has read a thread, up to which message and when. */
export const clientReaders = (db: Db | Trx, threadId: number) =>
  db
    .selectFrom('thread_client_read')
    .innerJoin('contact', 'contact.id', 'thread_client_read.contact_id')
    .select(['contact.display_name as name', 'thread_client_read.message_id', 'thread_client_read.at'])
    .where('thread_client_read.thread_id', '=', threadId)
    .where('thread_client_read.at', 'is not', null)
    .orderBy('contact.sort_name')
    .orderBy('contact.id')
    .execute()

export type ClientReader = Awaited<ReturnType<typeof clientReaders>>[number]

/** The names of those who get into the portal of an account now: they are who reads what is sent. */
export async function recipientsOf(db: Db | Trx, accountId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('portal_access')
    .innerJoin('account', 'account.id', 'portal_access.account_id')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .select(['contact.id', 'contact.first_name', 'contact.last_name', 'contact.company', 'portal_login.email'])
    .where('portal_access.account_id', '=', accountId)
    .where('account.archived_at', 'is', null)
    .orderBy('contact.sort_name')
    .orderBy('contact.id')
    .execute()
  return [...new Map(rows.map((row) => [row.id, plainName(row, row.email)])).values()]
}
