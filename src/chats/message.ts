import type { Generated, Selectable } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { Stored } from '#src/documents/add.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { notAllowed, notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Attachment, attach, attachmentsOf, type Reader } from './attachments.ts'
import { tellClientOfMessage, tellFollowers } from './notify.ts'
import { mayRemoveMessage, mayRemoveOwn } from './rules.ts'
import { addThread, lockedThread, recordThreadEvent, type Thread, updateThread } from './thread.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'message sent': true
    'internal message written': true
    'message removed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    message: {
      id: Generated<number>
      thread_id: number
      /** 1 for one among the staff, which the client never sees. It is never changed. */
      is_internal: number
      from_client: number
      staff_id: number | null
      contact_id: number | null
      /** What whoever wrote it was called then. */
      author: string
      /** '' once it is removed. */
      text: string
      at: string
      removed_at: string | null
      removed_by: Generated<string>
    }
  }
}

export type Message = Selectable<Tables['message']>
export interface ShownMessage extends Message {
  attachments: Attachment[]
}

export interface NewMessage {
  text: string
  files?: readonly Stored[]
  /** Documents that are there already. */
  documents?: readonly number[]
}

/** Who writes: one of the staff, to the client or among themselves, or somebody of the client. */
export type Writer = { staff: Staff; isInternal: boolean } | { contactId: number }

/** The messages of a thread that somebody may read: a client gets those alone that were ever meant for them. */
const messagesFor = (db: Db | Trx, reader: Reader, threadId: number) =>
  db
    .selectFrom('message')
    .selectAll()
    .where('message.thread_id', '=', threadId)
    .$if(reader === 'client', (narrow) => narrow.where('message.is_internal', '=', 0))

const withAttachments = async (db: Db | Trx, reader: Reader, rows: Message[]): Promise<ShownMessage[]> => {
  const attachments = await attachmentsOf(
    db,
    reader,
    rows.filter((row) => row.removed_at === null).map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, attachments: attachments.get(row.id) ?? [] }))
}

export const messagesPerPage = 50

/** The newest messages of a thread, or those before one, the oldest first; and whether there are others before them. Two queries. */
export async function messagePage(db: Db | Trx, reader: Reader, threadId: number, before: number | null) {
  const rows = await messagesFor(db, reader, threadId)
    .$if(before !== null, (narrow) => narrow.where('message.id', '<', before!))
    .orderBy('message.id', 'desc')
    .limit(messagesPerPage + 1)
    .execute()
  const shown = rows.slice(0, messagesPerPage).reverse()
  return { messages: await withAttachments(db, reader, shown), hasEarlier: rows.length > messagesPerPage }
}

/** What came after a message, the oldest first. One query where nothing did, else two. */
export async function messagesAfter(db: Db | Trx, reader: Reader, threadId: number, after: number) {
  const rows = await messagesFor(db, reader, threadId)
    .where('message.id', '>', after)
    .orderBy('message.id')
    .limit(messagesPerPage)
    .execute()
  return withAttachments(db, reader, rows)
}

const shown = 200
const brief = (text: string): string => {
  const signs = [...text.slice(0, 2 * shown + 2)]
  return signs.length > shown ? `${signs.slice(0, shown).join('')}…` : text
}

/**
 * Writes a message, which can't be changed any more; gives its number. One between staff and client takes its thread out of the
 * archive and tells the other side; an internal one changes nothing that the client could see.
 */
export async function writeMessage(
  act: Act,
  accountId: number,
  threadId: number,
  who: Writer,
  { text, files = [], documents = [] }: NewMessage,
): Promise<number> {
  const { account, author, thread } = await lockedThread(act, accountId, threadId)
  const isInternal = 'staff' in who && who.isInternal
  const contactId = 'contactId' in who ? who.contactId : undefined
  const { id } = await act.trx
    .insertInto('message')
    .values({
      thread_id: threadId,
      is_internal: isInternal ? 1 : 0,
      from_client: contactId === undefined ? 0 : 1,
      staff_id: 'staff' in who ? who.staff.id : null,
      contact_id: contactId ?? null,
      author: act.by.name,
      text,
      at: act.at,
      removed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const by = 'staff' in who ? (author ?? who.staff) : null
  await attach(act, { accountId, messageId: id, isInternal, contactId, files, documents, by })
  if (isInternal) {
    await recordThreadEvent(act, account, thread, 'internal message written', { internal_message: [null, brief(text)] })
    return id
  }
  await updateThread(act, thread, {
    last_id: id,
    last_at: act.at,
    archived_at: null,
    archived_by: null,
    ...(contactId === undefined ? { last_to_client_id: id } : fromClient(act, thread, id)),
  })
  await recordThreadEvent(act, account, thread, 'message sent', { message: [null, brief(text)] }, contactId)
  if (contactId === undefined) await tellClientOfMessage(act, account, threadId, id)
  else if (thread.unread_since === null) await tellFollowers(act, account.id, threadId, id)
  return id
}

const fromClient = (act: Act, thread: Thread, id: number): Partial<Thread> => ({
  last_client_id: id,
  unread_since: thread.unread_since ?? act.at,
  read_at: null,
  read_by: null,
})

/** Begins a thread with its first message, which is for the other side; gives the thread's number. */
export async function beginThread(
  act: Act,
  accountId: number,
  subject: string,
  who: { staff: Staff } | { contactId: number },
  message: NewMessage,
): Promise<number> {
  const contactId = 'contactId' in who ? who.contactId : undefined
  const { id } = await addThread(act, accountId, subject, contactId)
  await writeMessage(act, accountId, id, 'staff' in who ? { ...who, isInternal: false } : who, message)
  return id
}

/** One message of a thread. Throws 404 for any other. */
export async function findMessage(
  db: Db | Trx,
  reader: Reader,
  threadId: number,
  id: number | null,
): Promise<ShownMessage> {
  const message =
    id === null ? undefined : await messagesFor(db, reader, threadId).where('message.id', '=', id).executeTakeFirst()
  if (!message) throw notFound()
  return (await withAttachments(db, reader, [message]))[0]!
}

declare module '#src/staff/rights.ts' {
  interface Questions {
    'remove the message': true
  }
}

/**
 * Takes a message's text and attachments away for everybody; that there was one stays. The documents stay where they are. Does
 * nothing where it is removed already. Throws 403 for whoever may not.
 */
export async function removeMessage(
  act: Act,
  accountId: number,
  threadId: number,
  id: number,
  who: { staff: Staff } | { contactId: number },
): Promise<void> {
  const { account, author, thread } = await lockedThread(act, accountId, threadId)
  const staff = 'staff' in who ? (author ?? who.staff) : null
  const message = await findMessage(act.trx, staff ?? 'client', threadId, id)
  if (message.removed_at) return
  const may = 'contactId' in who ? mayRemoveOwn(who.contactId, message) : mayRemoveMessage(staff, message)
  if (!may) throw notAllowed()
  await act.trx
    .updateTable('message')
    .set({ text: '', removed_at: act.at, removed_by: act.by.name })
    .where('id', '=', id)
    .execute()
  await act.trx.deleteFrom('message_document').where('message_id', '=', id).execute()
  const changes = { [message.is_internal ? 'internal_message' : 'message']: [brief(message.text), null] as const }
  await recordThreadEvent(act, account, thread, 'message removed', changes, message.contact_id ?? undefined)
}
