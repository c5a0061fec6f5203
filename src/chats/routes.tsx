import { type Context, Hono } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import type { Draft } from '#views/chats/compose.tsx'
import { ChatListPage, FirmChatsPage, NewChatPage } from '#views/chats/list.tsx'
import { words } from '#views/chats/words.ts'
import { firmPage, readFirmView, threadPage } from './list.ts'
import { beginThread } from './message.ts'
import { overviewChats } from './overview.tsx'
import { blankDraft, draftOf } from './page.ts'
import { readMessage, writePosted } from './posted.ts'
import { recipientsOf } from './read.ts'

/** The threads of an account and of the whole firm, and new ones. */
export const chatListRoutes = new Hono()

chatListRoutes.get('/chats', may('signed in'), async (c) => {
  const view = readFirmView(c.req.query('show'))
  const page = await firmPage(c.var.db, staffOf(c), view, readCursor(c.req.query('at')))
  return answer(c, { page: <FirmChatsPage viewer={await viewerOf(c)} view={view} {...page} /> })
})

chatListRoutes.get('/accounts/:id/chats', may('signed in'), async (c) => {
  const { head } = await profileIn(c)
  const isArchived = c.req.query('show') === 'archived'
  const page = await threadPage(c.var.db, staffOf(c), head.id, isArchived, readCursor(c.req.query('at')))
  const viewer = await viewerOf(c)
  return answer(c, { page: <ChatListPage viewer={viewer} head={head} isArchived={isArchived} {...page} /> })
})

chatListRoutes.get('/accounts/:id/chats/newest', may('signed in'), async (c) => {
  const account = await accountIn(c)
  if (!wantsPart(c)) return c.redirect(`/accounts/${account.id}#overview-chats`, 303)
  const viewer = await viewerOf(c)
  return answer(c, { page: '', part: await overviewChats({ app: c.var.app, viewer, account }, { justAdded: true }) })
})

/** A page of its own; on an overview, where htmx asks, in its section. */
const asForm = async (c: Context, back: string, draft: Draft, status: 200 | 422) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const recipients = await recipientsOf(c.var.db, account.id)
  return wantsPart(c) && back === `/accounts/${account.id}`
    ? answer(c, {
        page: '',
        part: await overviewChats({ app: c.var.app, viewer, account }, { adding: { draft, recipients } }),
        status,
      })
    : answer(c, { page: <NewChatPage viewer={viewer} head={head} draft={draft} recipients={recipients} />, status })
}

chatListRoutes.get('/accounts/:id/chats/new', may('signed in'), (c) =>
  asForm(c, c.req.query('back') ?? '', blankDraft(), 200),
)

chatListRoutes.post('/accounts/:id/chats', may('signed in', 'see the account'), creates(), async (c) => {
  const account = await accountIn(c)
  const staff = staffOf(c)
  const posted = await readMessage(c, { isFirst: true })
  if (!posted.ok) return asForm(c, posted.back, await draftOf(c.var.db, staff, account.id, true, posted), posted.status)
  const { subject, back } = posted
  const thread = await writePosted(c, posted, (act) => beginThread(act, account.id, subject, { staff }, posted))
  const viewer = await viewerOf(c)
  const inPlace = wantsPart(c) && back === `/accounts/${account.id}`
  return done(c, {
    to: back === `/accounts/${account.id}` ? `${back}#overview-chats` : `/accounts/${account.id}/chats/${thread}`,
    flash: words[viewer.language].begun(subject),
    part: inPlace ? await overviewChats({ app: c.var.app, viewer, account }, { justAdded: true }) : undefined,
  })
})
