import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { findProfile } from '#src/accounts/profile.ts'
import type { App } from '#src/platform/app.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import type { Draft } from '#views/chats/compose.tsx'
import { ChatListPage, FirmChatsPage, NewChatPage } from '#views/chats/list.tsx'
import { words } from '#views/chats/words.ts'
import { blankDraft, draftOf } from './asked.ts'
import { firmPage, readFirmView, threadPage } from './list.ts'
import { beginThread } from './message.ts'
import { overviewChats } from './overview.tsx'
import { performPosted, readMessage } from './posted.ts'
import { recipientsOf } from './read.ts'

/** The threads of an account and of the whole firm, and new ones. */
export function chatListRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const accountIn = (c: Context) => findAccount(db, staffOf(c), toId(c.req.param('id')))

  routes.get('/chats', may('signed in'), async (c) => {
    const view = readFirmView(c.req.query('show'))
    const page = await firmPage(db, staffOf(c), view, readCursor(c.req.query('at')))
    return answer(c, { page: <FirmChatsPage viewer={await viewerOf(c, app)} view={view} {...page} /> })
  })

  routes.get('/accounts/:id/chats', may('signed in'), async (c) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const isArchived = c.req.query('show') === 'archived'
    const page = await threadPage(db, staffOf(c), head.id, isArchived, readCursor(c.req.query('at')))
    const viewer = await viewerOf(c, app)
    return answer(c, { page: <ChatListPage viewer={viewer} head={head} isArchived={isArchived} {...page} /> })
  })

  routes.get('/accounts/:id/chats/newest', may('signed in'), async (c) => {
    const account = await accountIn(c)
    if (!wantsPart(c)) return c.redirect(`/accounts/${account.id}#overview-chats`, 303)
    const viewer = await viewerOf(c, app)
    return answer(c, { page: '', part: await overviewChats({ app, viewer, account }, { justAdded: true }) })
  })

  /** A page of its own; on an overview, where htmx asks, in its section. */
  const asForm = async (c: Context, back: string, draft: Draft, status: 200 | 422) => {
    const { account, head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const viewer = await viewerOf(c, app)
    const recipients = await recipientsOf(db, account.id)
    return wantsPart(c) && back === `/accounts/${account.id}`
      ? answer(c, {
          page: '',
          part: await overviewChats({ app, viewer, account }, { adding: { draft, recipients } }),
          status,
        })
      : answer(c, { page: <NewChatPage viewer={viewer} head={head} draft={draft} recipients={recipients} />, status })
  }

  routes.get('/accounts/:id/chats/new', may('signed in'), (c) =>
    asForm(c, c.req.query('back') ?? '', blankDraft(), 200),
  )

  routes.post('/accounts/:id/chats', may('signed in'), async (c) => {
    const account = await accountIn(c)
    const staff = staffOf(c)
    const posted = await readMessage(c, app, { isFirst: true })
    if (!posted.ok) return asForm(c, posted.back, await draftOf(db, staff, account.id, true, posted), posted.status)
    const { subject, back } = posted
    let path = `/accounts/${account.id}/chats`
    await performPosted(app, actorOf(c), posted, async (act) => {
      path += `/${await beginThread(act, account.id, subject, { staff }, posted)}`
    })
    const viewer = await viewerOf(c, app)
    const inPlace = wantsPart(c) && back === `/accounts/${account.id}`
    return done(c, app, {
      to: back === `/accounts/${account.id}` ? `${back}#overview-chats` : path,
      flash: words[viewer.language].begun(subject),
      part: inPlace ? await overviewChats({ app, viewer, account }, { justAdded: true }) : undefined,
    })
  })

  return routes
}
