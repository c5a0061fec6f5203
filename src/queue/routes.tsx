import { Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { DiscardPage, QueuePage } from '#views/queue/list.tsx'
import { words } from '#views/queue/words.ts'
import { countOfDead, deadItems, discardItem, findStuck, named, pendingItems, retryItem } from './item.ts'

const shown = 50

/** What Ficha does in the background, and what it could not do. */
export const queueRoutes = new Hono()

const list = '/settings/queue'

queueRoutes.get(list, may('admin'), async (c) => {
  const dead = await deadItems(c.var.db, toId(c.req.query('before')), shown + 1)
  const pending = await pendingItems(c.var.db, shown + 1)
  const props = {
    dead: await named(c.var.app, c.var.db, dead.slice(0, shown)),
    deadCount: await countOfDead(c.var.db),
    older: dead.length > shown ? dead[shown - 1]!.id : null,
    pending: await named(c.var.app, c.var.db, pending.slice(0, shown)),
    hasMore: pending.length > shown,
    now: c.var.app.clock().toISOString(),
  }
  return answer(c, { page: <QueuePage viewer={await viewerOf(c)} {...props} /> })
})

queueRoutes.post(`${list}/:id/retry`, may('admin'), async (c) => {
  const { id } = await findStuck(c.var.app, c.var.db, toId(c.req.param('id')))
  await write(c, (act) => retryItem(act, c.var.app, id))
  return done(c, { to: list, flash: words[languageOf(c)].triedAgain })
})

queueRoutes.get(`${list}/:id/removal`, may('admin'), async (c) => {
  const item = await findStuck(c.var.app, c.var.db, toId(c.req.param('id')))
  return answer(c, { page: <DiscardPage viewer={await viewerOf(c)} item={item} /> })
})

queueRoutes.post(`${list}/:id/removal`, may('admin'), async (c) => {
  const { id } = await findStuck(c.var.app, c.var.db, toId(c.req.param('id')))
  await write(c, (act) => discardItem(act, c.var.app, id))
  return done(c, { to: list, flash: words[languageOf(c)].discarded })
})
