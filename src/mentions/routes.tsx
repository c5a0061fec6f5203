import { Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { MentionsPage } from '#views/mentions/list.tsx'
import { words } from '#views/mentions/words.ts'
import { findMention, mentionPage, readMentions } from './mention.ts'

const perPage = 30

/** Where the reader is mentioned. Looking at the list changes nothing; opening a mention reads it. */
export const mentionRoutes = new Hono()

mentionRoutes.get('/mentions', may('signed in'), async (c) => {
  const { mentions, more } = await mentionPage(
    c.var.db,
    c.var.app.modules,
    staffOf(c),
    perPage,
    toId(c.req.query('before')) ?? undefined,
  )
  const older = more ? `/mentions?before=${mentions.at(-1)!.id}` : undefined
  return answer(c, { page: <MentionsPage viewer={await viewerOf(c)} mentions={mentions} older={older} /> })
})

// Mails of earlier versions lead there.
mentionRoutes.get('/notes/mentions', may('signed in'), (c) => c.redirect('/mentions', 301))

mentionRoutes.post('/mentions/reading', may('signed in', 'one’s own mentions'), async (c) => {
  await write(c, (act) => readMentions(act, staffOf(c).id))
  return done(c, { to: '/mentions', flash: words[languageOf(c)].allRead })
})

mentionRoutes.post('/mentions/:mentionId/opening', may('signed in', 'one’s own mentions'), async (c) => {
  const found = await findMention(c.var.db, c.var.app.modules, staffOf(c), toId(c.req.param('mentionId')))
  await write(c, (act) => readMentions(act, staffOf(c).id, found.id))
  return done(c, { to: found.path })
})
