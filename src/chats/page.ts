import type { Context } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import type { Db } from '#src/platform/db/database.ts'
import { tryWrite } from '#src/platform/db/try-write.ts'
import { emptyForm, toId } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Draft } from '#views/chats/compose.tsx'
import { attachable } from './attachments.ts'
import { clientTasksOf } from './client-task.ts'
import { messagePage } from './message.ts'
import type { PostedMessage } from './posted.ts'
import { clientReaders, markRead, readBy, recipientsOf } from './read.ts'
import { findThread } from './thread.ts'

/** A message that nobody has begun to write. */
export const blankDraft = (): Draft => ({
  form: emptyForm(),
  choosing: null,
  lostFiles: false,
})

/** The form of a client task that is not written down yet. */
export const blankTask = () => emptyForm()

/** The account and the thread of a path, as far as the person may see them. Throws 404. */
export async function threadIn(c: Context) {
  const account = await accountIn(c)
  return { account, thread: await findThread(c.var.db, account.id, toId(c.req.param('threadId'))) }
}

/** What was not sent, to go on with: with documents to choose from where somebody wants to, or has chosen some. */
export async function draftOf(
  db: Db,
  staff: Staff,
  accountId: number,
  toClient: boolean,
  posted: PostedMessage & { ok: false },
): Promise<Draft> {
  const { wantsToChoose, documents: chosen, query } = posted
  if (!wantsToChoose && chosen.length === 0) return { ...posted.draft, choosing: null }
  const choosing = await attachable(db, staff, accountId, { toClient, query, chosen })
  return { ...posted.draft, choosing }
}

/** What the messages of a thread are shown with: the newest ones, or those before one. */
async function conversation(c: Context, before: number | null) {
  const db = c.var.db
  const { account, thread } = await threadIn(c)
  const [page, readers, recipients, seenBy] = await Promise.all([
    messagePage(db, staffOf(c), thread.id, before),
    clientReaders(db, thread.id),
    recipientsOf(db, account.id),
    thread.read_by === null
      ? null
      : db.selectFrom('staff').select('name').where('id', '=', thread.read_by).executeTakeFirst(),
  ])
  return { thread, ...page, isEarlier: before !== null, readers, recipients, seenBy: seenBy?.name ?? null }
}

/**
 * The newest messages of a thread, which are read by that: the one reading that writes. Nothing is written where nothing is new to
 * anybody.
 */
export async function openConversation(c: Context) {
  const shown = await conversation(c, null)
  const { thread, messages } = shown
  const newest = messages.at(-1)?.id ?? 0
  const me = staffOf(c)
  if (thread.unread_since === null && (await readBy(c.var.db, thread.id, me.id)) >= newest) return shown
  await tryWrite(c.var.app, (trx) => markRead(trx, thread.id, me.id, newest, c.var.app.clock().toISOString()))
  return thread.unread_since === null ? shown : conversation(c, null)
}

/** Everything that a thread's page shows. `before` for a page of older messages, which is not reading it. */
export async function threadPage(c: Context, before: number | null = null) {
  const { head } = await profileIn(c)
  const shown = before === null ? await openConversation(c) : await conversation(c, before)
  const viewer = await viewerOf(c)
  return {
    head,
    viewer,
    ...shown,
    tasks: await clientTasksOf(c.var.db, shown.thread.id),
    today: todayOf(c, viewer),
    reply: blankDraft(),
    internal: blankDraft(),
    taskForm: blankTask(),
  }
}
