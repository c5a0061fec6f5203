import { type Context, Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { NoteHistoryPage } from '#views/notes/history.tsx'
import { words } from '#views/notes/words.ts'
import { bringBackForm } from './form.ts'
import { bringBack, noteHistory } from './history.ts'
import { shownNote } from './list.ts'

/** What a note said before, and the way back to it. */
export function historyRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  const found = async (c: Context) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    return { head, note: await shownNote(db, head.id, toId(c.req.param('noteId'))) }
  }

  const historyPage = async (c: Context, stale = false) => {
    const { head, note } = await found(c)
    const { versions, more } = await noteHistory(db, note.id, toId(c.req.query('before')) ?? undefined)
    const path = `/accounts/${head.id}/notes/${note.id}/history`
    const older = more ? `${path}?before=${versions.at(-1)!.version}` : undefined
    const props = { viewer: await viewerOf(c, app), head, note, versions, older, stale }
    return answer(c, { page: <NoteHistoryPage {...props} />, status: stale ? 409 : 200 })
  }

  routes.get('/accounts/:id/notes/:noteId/history', may('signed in'), (c) => historyPage(c))

  routes.post('/accounts/:id/notes/:noteId/history/:versionId/restoration', may('signed in'), async (c) => {
    const { head, note } = await found(c)
    const parsed = parseForm(bringBackForm, await readPosted(c))
    const version = parsed.ok ? parsed.data.version : 0
    const then = toId(c.req.param('versionId'))
    try {
      await perform(app, actorOf(c), (act) => bringBack(act, staffOf(c), head.id, note.id, version, then))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return historyPage(c, true)
    }
    const flash = words[languageOf(c, app)].broughtBack
    return done(c, app, { to: `/accounts/${head.id}/notes/${note.id}`, flash })
  })

  return routes
}
