import { Hono } from 'hono'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { MentionsPage } from '#views/notes/mentions.tsx'
import { words } from '#views/notes/words.ts'
import { findMention, mentionPage, pathOfMention, readMentions } from './mention.ts'

const perPage = 30

/** Where the reader is mentioned. Looking at the list changes nothing; opening a mention reads it. */
export function mentionRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  routes.get('/notes/mentions', may('signed in'), async (c) => {
    const { mentions, more } = await mentionPage(db, staffOf(c), perPage, toId(c.req.query('before')) ?? undefined)
    const older = more ? `/notes/mentions?before=${mentions.at(-1)!.id}` : undefined
    return answer(c, { page: <MentionsPage viewer={await viewerOf(c, app)} mentions={mentions} older={older} /> })
  })

  routes.post('/notes/mentions/reading', may('signed in'), async (c) => {
    await app.db.write((trx) => readMentions(trx, staffOf(c).id, app.clock().toISOString()))
    return done(c, app, { to: '/notes/mentions', flash: words[languageOf(c, app)].allRead })
  })

  routes.post('/notes/mentions/:mentionId/opening', may('signed in'), async (c) => {
    const found = await findMention(db, staffOf(c), toId(c.req.param('mentionId')))
    await app.db.write((trx) => readMentions(trx, staffOf(c).id, app.clock().toISOString(), found.id))
    return done(c, app, { to: pathOfMention(found) })
  })

  return routes
}
