import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import type { Db } from '#src/platform/db/database.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { polled } from '#src/platform/web/poll.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { Newer } from '#views/chats/message.tsx'
import { threadPath } from '#views/chats/row.tsx'
import { Internal, MessageRemovalPage, Messages, Reply, StaffMessages, ThreadPage } from '#views/chats/thread.tsx'
import { words } from '#views/chats/words.ts'
import { findMessage, messagesAfter, removeMessage, writeMessage } from './message.ts'
import { blankDraft, draftOf, openConversation, threadIn, threadPage } from './page.ts'
import { readMessage, writePosted } from './posted.ts'
import { clientReaders } from './read.ts'
import { mayRemoveMessage } from './rules.ts'

/** The messages of a thread: what comes in, what goes out, what stays among the staff. */
export const messageRoutes = new Hono()

const base = '/accounts/:id/chats/:threadId'

messageRoutes.get(`${base}/messages`, may('signed in'), polled(), async (c) => {
  const { thread } = await threadIn(c)
  if (!wantsPart(c)) return c.redirect(threadPath(thread), 303)
  const after = toId(c.req.query('after')) ?? 0
  const messages = await messagesAfter(c.var.db, staffOf(c), thread.id, after)
  if (messages.length === 0) return c.body(null, 204)
  const viewer = await viewerOf(c)
  const readers = await clientReaders(c.var.db, thread.id)
  const shown = {
    viewer,
    thread,
    messages,
    readers,
    hasEarlier: false,
    isEarlier: false,
    seenBy: null,
    recipients: [],
  }
  return answer(c, {
    page: '',
    part: (
      <>
        <StaffMessages {...shown} />
        <Newer path={threadPath(thread)} after={messages.at(-1)!.id} />
      </>
    ),
  })
})

/** Two addresses, one for each kind: which kind a message is comes from nothing else. */
const take = (path: string, isInternal: boolean) =>
  messageRoutes.post(`${base}/${path}`, may('signed in', 'see the account'), creates(), async (c) => {
    const { account, thread } = await threadIn(c)
    const staff = staffOf(c)
    const posted = await readMessage(c)
    if (!posted.ok) {
      const draft = await draftOf(c.var.db, staff, account.id, !isInternal, posted)
      return asForm(c, isInternal ? { internal: draft } : { reply: draft }, posted.status)
    }
    await writePosted(c, posted, (act) => writeMessage(act, account.id, thread.id, { staff, isInternal }, posted))
    return written(c, isInternal)
  })

const asForm = async (c: Context, drafts: Parameters<typeof partOf>[1], status: 200 | 422) => {
  const props = { ...(await threadPage(c)), ...drafts }
  return answer(c, { page: <ThreadPage {...props} />, part: partOf(props, drafts, false), status })
}

type Shown = Pick<Parameters<typeof ThreadPage>[0], 'viewer' | 'thread' | 'recipients'>
const partOf = (
  shown: Shown,
  { reply, internal }: { reply?: Parameters<typeof Reply>[0]['draft']; internal?: typeof reply },
  justSent: boolean,
) =>
  internal ? (
    <Internal viewer={shown.viewer} thread={shown.thread} draft={internal} justSent={justSent} />
  ) : (
    <Reply {...shown} draft={reply ?? blankDraft()} justSent={justSent} />
  )

/** The form is empty again, and what was written stands among the messages. */
const written = async (c: Context, isInternal: boolean) => {
  const w = words[languageOf(c)]
  const { thread } = await threadIn(c)
  const to = `${threadPath(thread)}#message-${await newestId(c.var.db, thread.id)}`
  if (!wantsPart(c)) return done(c, { to, flash: isInternal ? w.saved : w.sent })
  const shown = { ...(await openConversation(c)), viewer: await viewerOf(c) }
  return done(c, {
    to,
    flash: isInternal ? w.saved : w.sent,
    part: partOf(shown, isInternal ? { internal: blankDraft() } : {}, true),
    also: { target: '#messages', region: <Messages {...shown} /> },
  })
}

const newestId = async (db: Db, threadId: number) =>
  (
    await db
      .selectFrom('message')
      .select('id')
      .where('thread_id', '=', threadId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id ?? 0

take('messages', false)
take('internal-messages', true)

const toRemove = async (c: Context) => {
  const { account, thread } = await threadIn(c)
  const message = await findMessage(c.var.db, staffOf(c), thread.id, toId(c.req.param('messageId')))
  return { account, thread, message }
}

messageRoutes.get(`${base}/messages/:messageId/removal`, may('signed in', 'remove the message'), async (c) => {
  const { thread, message } = await toRemove(c)
  if (!mayRemoveMessage(staffOf(c), message)) throw notAllowed()
  const { head } = await findProfile(c.var.db, staffOf(c), thread.account_id)
  return answer(c, {
    page: <MessageRemovalPage viewer={await viewerOf(c)} head={head} thread={thread} message={message} />,
  })
})

messageRoutes.post(`${base}/messages/:messageId/removal`, may('signed in', 'remove the message'), async (c) => {
  const { account, thread, message } = await toRemove(c)
  await write(c, (act) => removeMessage(act, account.id, thread.id, message.id, { staff: staffOf(c) }))
  return done(c, { to: threadPath(thread), flash: words[languageOf(c)].removeFlash })
})
