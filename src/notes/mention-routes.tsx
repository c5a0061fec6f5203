import { Hono } from 'hono'
import { answer, done } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { MentionsPage } from '#views/notes/mentions.tsx'
import { words } from '#views/notes/words.ts'
import { findMention, mentionPage, pathOfMention, readMentions } from './mention.ts'

const perPage = 30

/** Where the reader is mentioned. Looking at the list changes nothing; opening a mention reads it. */
export const mentionRoutes = new Hono()

mentionRoutes.get('/notes/mentions', may('signed in'), async (c) => {
  const { mentions, more } = await mentionPage(c.var.db, staffOf(c), perPage, toId(c.req.query('before')) ?? undefined)
  const older = more ? `/notes/mentions?before=${mentions.at(-1)!.id}` : undefined
  return answer(c, { page: <MentionsPage viewer={await viewerOf(c)} mentions={mentions} older={older} /> })
})

mentionRoutes.post('/notes/mentions/reading', may('signed in'), async (c) => {
  await c.var.app.db.write((trx) => readMentions(trx, staffOf(c).id, c.var.app.clock().toISOString()))
  return done(c, { to: '/notes/mentions', flash: words[languageOf(c)].allRead })
})

mentionRoutes.post('/notes/mentions/:mentionId/opening', may('signed in'), async (c) => {
  const found = await findMention(c.var.db, staffOf(c), toId(c.req.param('mentionId')))
  await c.var.app.db.write((trx) => readMentions(trx, staffOf(c).id, c.var.app.clock().toISOString(), found.id))
  return done(c, { to: pathOfMention(found) })
})
