import { type Context, Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { NoteHistoryPage } from '#views/notes/history.tsx'
import { words } from '#views/notes/words.ts'
import { restoreVersionForm } from './form.ts'
import { noteHistory, restoreVersion } from './history.ts'
import { shownNote } from './list.ts'

/** What a note said before, and the way back to it. */
export const historyRoutes = new Hono()

const found = async (c: Context) => {
  const { head } = await profileIn(c)
  return { head, note: await shownNote(c.var.db, head.id, toId(c.req.param('noteId'))) }
}

const historyPage = async (c: Context, stale = false) => {
  const { head, note } = await found(c)
  const { versions, more } = await noteHistory(c.var.db, note.id, toId(c.req.query('before')) ?? undefined)
  const path = `/accounts/${head.id}/notes/${note.id}/history`
  const older = more ? `${path}?before=${versions.at(-1)!.version}` : undefined
  const props = { viewer: await viewerOf(c), head, note, versions, older, stale }
  return answer(c, { page: <NoteHistoryPage {...props} />, status: stale ? 409 : 200 })
}

historyRoutes.get('/accounts/:id/notes/:noteId/history', may('signed in'), (c) => historyPage(c))

historyRoutes.post(
  '/accounts/:id/notes/:noteId/history/:versionId/restoration',
  may('signed in', 'change the note'),
  async (c) => {
    const { head, note } = await found(c)
    const parsed = parseForm(restoreVersionForm, await readPosted(c))
    const version = parsed.ok ? parsed.data.version : 0
    const then = toId(c.req.param('versionId'))
    try {
      await write(c, (act) => restoreVersion(act, staffOf(c), head.id, note.id, version, then))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return historyPage(c, true)
    }
    const flash = words[languageOf(c)].broughtBack
    return done(c, { to: `/accounts/${head.id}/notes/${note.id}`, flash })
  },
)
