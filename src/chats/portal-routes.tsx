import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { tryWrite } from '#src/platform/db/try-write.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { notAllowed, notFound } from '#src/platform/web/errors.ts'
import { parseForm, readPosted, toId, wantedForm } from '#src/platform/web/form.ts'
import { polled } from '#src/platform/web/poll.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { client, clientOf } from '#src/portal/gate.ts'
import { portalPath } from '#src/portal/rules.ts'
import { clientAccount } from '#src/portal/section.ts'
import { ClientsTasks } from '#views/chats/client-tasks.tsx'
import type { Draft } from '#views/chats/compose.tsx'
import { Newer } from '#views/chats/message.tsx'
import {
  ClientMessages,
  ClientReply,
  PortalChatListPage,
  PortalChatPage,
  PortalMessages,
  PortalNewChatPage,
  PortalRemovalPage,
  portalThreadPath,
} from '#views/chats/portal.tsx'
import { words } from '#views/chats/words.ts'
import { clientTasksOf, setClientTaskDone } from './client-task.ts'
import { beginThread, findMessage, messagePage, messagesAfter, removeMessage, writeMessage } from './message.ts'
import { blankDraft } from './page.ts'
import { clientThreadPage, findClientThread } from './portal.ts'
import { readMessage, writePosted } from './posted.ts'
import { markReadByClient, readByClient } from './read.ts'
import { mayRemoveOwn } from './rules.ts'

const base = '/portal/accounts/:id/chats'

/** What a client writes and reads. Nothing here is made of a row that a client may not know of: `findClientThread` and the reader 'client' see to that. */
export const portalChatRoutes = new Hono()

portalChatRoutes.get(base, client(), async (c) => {
  const frame = await clientAccount(c)
  const isArchived = c.req.query('show') === 'archived'
  const page = await clientThreadPage(
    c.var.db,
    frame.client,
    frame.account.id,
    isArchived,
    readCursor(c.req.query('at')),
  )
  return answer(c, { page: <PortalChatListPage frame={frame} isArchived={isArchived} {...page} /> })
})

const asNew = async (c: Context, draft: Draft, status: 200 | 422) =>
  answer(c, { page: <PortalNewChatPage frame={await clientAccount(c)} draft={draft} />, status })

portalChatRoutes.get(`${base}/new`, client(), (c) => asNew(c, blankDraft(), 200))

portalChatRoutes.post(base, client(), creates(), async (c) => {
  const { account, client: me, viewer } = await clientAccount(c)
  const posted = await readMessage(c, { isFirst: true })
  if (!posted.ok) return asNew(c, { ...posted.draft, choosing: null }, posted.status)
  const message = { text: posted.text, files: posted.files }
  const thread = await writePosted(c, posted, (act) =>
    beginThread(act, account.id, posted.subject, { contactId: me.contactId }, message),
  )
  return done(c, { to: portalPath(account.id, `chats/${thread}`), flash: words[viewer.language].sent })
})

/** The thread of the URL, with its newest messages, which are read by that; or with those before one. */
const opened = async (c: Context, before: number | null) => {
  const frame = await clientAccount(c)
  const thread = await findClientThread(c.var.db, frame.account.id, toId(c.req.param('threadId')))
  const page = await messagePage(c.var.db, 'client', thread.id, before)
  const { contactId } = frame.client
  const newest = page.messages.at(-1)?.id ?? 0
  if (before === null && (await readByClient(c.var.db, thread.id, contactId)) < newest)
    await tryWrite(c.var.app, (trx) =>
      markReadByClient(trx, thread.id, contactId, newest, c.var.app.clock().toISOString()),
    )
  return { frame, thread, ...page, isEarlier: before !== null }
}

const asPage = async (c: Context, reply: Draft, status: 200 | 422, before: number | null = null) => {
  const shown = await opened(c, before)
  const tasks = await clientTasksOf(c.var.db, shown.thread.id)
  const today = dayIn(shown.frame.viewer.timeZone, c.var.app.clock())
  return answer(c, {
    page: <PortalChatPage {...shown} tasks={tasks} today={today} reply={reply} />,
    part: <ClientReply {...shown} draft={reply} />,
    status,
  })
}

portalChatRoutes.get(`${base}/:threadId`, client(), (c) => asPage(c, blankDraft(), 200, toId(c.req.query('before'))))

const threadIn = async (c: Context) => {
  const frame = await clientAccount(c)
  return { frame, thread: await findClientThread(c.var.db, frame.account.id, toId(c.req.param('threadId'))) }
}

portalChatRoutes.get(`${base}/:threadId/messages`, client(), polled(), async (c) => {
  const { frame, thread } = await threadIn(c)
  const path = portalThreadPath(frame.account.id, thread.id)
  if (!wantsPart(c)) return c.redirect(path, 303)
  const messages = await messagesAfter(c.var.db, 'client', thread.id, toId(c.req.query('after')) ?? 0)
  if (messages.length === 0) return c.body(null, 204)
  return answer(c, {
    page: '',
    part: (
      <>
        <ClientMessages frame={frame} thread={thread} messages={messages} />
        <Newer path={path} after={messages.at(-1)!.id} />
      </>
    ),
  })
})

portalChatRoutes.post(`${base}/:threadId/messages`, client(), creates(), async (c) => {
  const { frame, thread } = await threadIn(c)
  const { account, viewer } = frame
  const posted = await readMessage(c)
  if (!posted.ok) return asPage(c, { ...posted.draft, choosing: null }, posted.status)
  const message = { text: posted.text, files: posted.files }
  const { contactId } = clientOf(c)
  await writePosted(c, posted, (act) => writeMessage(act, account.id, thread.id, { contactId }, message))
  const shown = wantsPart(c) ? await opened(c, null) : undefined
  return done(c, {
    to: `${portalThreadPath(account.id, thread.id)}#reply`,
    flash: words[viewer.language].sent,
    part: shown && <ClientReply {...shown} draft={blankDraft()} justSent />,
    ...(shown ? { also: { target: '#messages', region: <PortalMessages {...shown} /> } } : {}),
  })
})

const toRemove = async (c: Context) => {
  const { frame, thread } = await threadIn(c)
  const message = await findMessage(c.var.db, 'client', thread.id, toId(c.req.param('messageId')))
  return { frame, thread, message }
}

portalChatRoutes.get(`${base}/:threadId/messages/:messageId/removal`, client(), async (c) => {
  const found = await toRemove(c)
  if (!mayRemoveOwn(found.frame.client.contactId, found.message)) throw notAllowed()
  return answer(c, { page: <PortalRemovalPage {...found} /> })
})

portalChatRoutes.post(`${base}/:threadId/messages/:messageId/removal`, client(), async (c) => {
  const { frame, thread, message } = await toRemove(c)
  const { contactId } = frame.client
  await write(c, (act) => removeMessage(act, frame.account.id, thread.id, message.id, { contactId }))
  const to = portalThreadPath(frame.account.id, thread.id)
  return done(c, { to, flash: words[frame.viewer.language].removeFlash })
})

portalChatRoutes.post(`${base}/:threadId/tasks/:clientTaskId/done`, client(), async (c) => {
  const { frame, thread } = await threadIn(c)
  const { account, viewer } = frame
  const id = toId(c.req.param('clientTaskId'))
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (id === null) throw notFound()
  if (parsed.ok)
    await write(c, (act) =>
      setClientTaskDone(act, account.id, thread.id, id, parsed.data.wanted === 'on', clientOf(c).contactId),
    )
  const path = portalThreadPath(account.id, thread.id)
  const today = todayOf(c, viewer)
  const tasks = await clientTasksOf(c.var.db, thread.id)
  return done(c, {
    to: `${path}#client-tasks`,
    part: <ClientsTasks viewer={viewer} path={path} tasks={tasks} today={today} />,
  })
})
