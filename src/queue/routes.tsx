import { Hono } from 'hono'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { DiscardPage, QueuePage } from '#views/queue/list.tsx'
import { words } from '#views/queue/words.ts'
import { countOfDead, deadItems, discardItem, findStuck, named, pendingItems, retryItem } from './item.ts'

const shown = 50

/** What Ficha does in the background, and what it could not do. */
export function queueRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const list = '/settings/queue'

  routes.get(list, may('admin'), async (c) => {
    const dead = await deadItems(db, toId(c.req.query('before')), shown + 1)
    const pending = await pendingItems(db, shown + 1)
    const props = {
      dead: await named(app, db, dead.slice(0, shown)),
      deadCount: await countOfDead(db),
      older: dead.length > shown ? dead[shown - 1]!.id : null,
      pending: await named(app, db, pending.slice(0, shown)),
      hasMore: pending.length > shown,
      now: app.clock().toISOString(),
    }
    return answer(c, { page: <QueuePage viewer={await viewerOf(c, app)} {...props} /> })
  })

  routes.post(`${list}/:id/retry`, may('admin'), async (c) => {
    const { id } = await findStuck(app, db, toId(c.req.param('id')))
    await perform(app, actorOf(c), (act) => retryItem(act, app, id))
    return done(c, app, { to: list, flash: words[languageOf(c, app)].triedAgain })
  })

  routes.get(`${list}/:id/removal`, may('admin'), async (c) => {
    const item = await findStuck(app, db, toId(c.req.param('id')))
    return answer(c, { page: <DiscardPage viewer={await viewerOf(c, app)} item={item} /> })
  })

  routes.post(`${list}/:id/removal`, may('admin'), async (c) => {
    const { id } = await findStuck(app, db, toId(c.req.param('id')))
    await perform(app, actorOf(c), (act) => discardItem(act, app, id))
    return done(c, app, { to: list, flash: words[languageOf(c, app)].discarded })
  })

  return routes
}
