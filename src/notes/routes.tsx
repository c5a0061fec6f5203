import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { perform } from '#src/audit/audit.ts'
import { performOnce } from '#src/audit/once.ts'
import type { App } from '#src/platform/app.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, searchText, toId } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { NotesPage, NotesPart } from '#views/notes/list.tsx'
import { NotePage, NoteRow } from '#views/notes/note.tsx'
import { NoteRemovalPage } from '#views/notes/removal.tsx'
import { words } from '#views/notes/words.ts'
import { alsoMentioning, blankNote, editForm, noteForm, pinForm } from './form.ts'
import { authorsOf, notePage, shownNote } from './list.ts'
import { deleteNote, editNote, findNote, mayEditNote, type Note, pinNote, writeNote } from './note.ts'
import { notesCard } from './overview.tsx'

/** The notes of an account: read, written, edited, pinned, taken away. */
export function noteRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const accountIn = (c: Context) => findAccount(db, staffOf(c), toId(c.req.param('id')))
  const noteIn = async (c: Context) => {
    const account = await accountIn(c)
    return { account, note: await findNote(db, account.id, toId(c.req.param('noteId'))) }
  }
  const wordsOf = async (c: Context) => {
    const viewer = await viewerOf(c, app)
    return { viewer, w: words[viewer.language] }
  }

  const list = async (c: Context, form: FormState, status: 200 | 422 = 200, justWritten = false) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const query = searchText(c.req.query('q'))
    const authorId = toId(c.req.query('author'))
    const [page, authors, people] = await Promise.all([
      notePage(db, head.id, { query, authorId }, readCursor(c.req.query('at'))),
      authorsOf(db, head.id),
      peopleWhoSee(db, head.id),
    ])
    const viewer = await viewerOf(c, app)
    return { props: { viewer, head, page, authors, people, filter: { query, authorId }, form, justWritten }, status }
  }
  const answerList = async (c: Context, form: FormState, wanted: 200 | 422 = 200) => {
    const { props, status } = await list(c, form, wanted)
    return answer(c, { page: <NotesPage {...props} />, part: <NotesPart {...props} />, status })
  }

  routes.get('/accounts/:id/notes', may('signed in'), (c) => answerList(c, blankNote()))

  routes.post('/accounts/:id/notes', may('signed in'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(noteForm, await readPosted(c))
    const onOverview = parsed.form.values.from === 'overview'
    if (!parsed.ok) {
      if (!onOverview || !wantsPart(c)) return answerList(c, parsed.form, 422)
      const card = await notesCard(app, await viewerOf(c, app), account.id, parsed.form)
      return answer(c, { page: '', part: card, status: 422 })
    }
    const text = alsoMentioning(parsed.data.text, parsed.data.mention)
    await performOnce(app, actorOf(c), parsed.data.once, (act) => writeNote(act, account.id, staffOf(c).id, text))
    const { viewer, w } = await wordsOf(c)
    const base = `/accounts/${account.id}`
    if (onOverview) {
      const part = wantsPart(c) ? await notesCard(app, viewer, account.id, undefined, true) : undefined
      return done(c, app, { to: `${base}#overview-notes`, flash: w.written, part })
    }
    const part = wantsPart(c) ? <NotesPart {...(await list(c, blankNote(), 200, true)).props} /> : undefined
    return done(c, app, { to: `${base}/notes`, flash: w.written, part })
  })

  /** One note by itself: read, or as a form. */
  const one = async (
    c: Context,
    noteId: number,
    shown: { form?: FormState; conflict?: Note; justEdited?: boolean; status?: 200 | 409 | 422 } = {},
  ) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const [note, people] = await Promise.all([
      shownNote(db, head.id, noteId),
      shown.form ? peopleWhoSee(db, head.id) : [],
    ])
    const { status = 200, ...rest } = shown
    const props = { viewer: await viewerOf(c, app), accountId: head.id, note, people, ...rest }
    return answer(c, { page: <NotePage {...props} head={head} />, part: <NoteRow {...props} />, status })
  }

  routes.get('/accounts/:id/notes/:noteId', may('signed in'), async (c) => {
    const { note } = await noteIn(c)
    return one(c, note.id, { justEdited: wantsPart(c) })
  })

  routes.get('/accounts/:id/notes/:noteId/edit', may('signed in'), async (c) => {
    const { note } = await noteIn(c)
    if (!mayEditNote(staffOf(c), note)) throw notAllowed()
    return one(c, note.id, { form: emptyForm({ text: note.text, version: String(note.version) }) })
  })

  routes.post('/accounts/:id/notes/:noteId', may('signed in'), async (c) => {
    const { account, note } = await noteIn(c)
    if (!mayEditNote(staffOf(c), note)) throw notAllowed()
    const parsed = parseForm(editForm, await readPosted(c))
    if (!parsed.ok) return one(c, note.id, { form: parsed.form, status: 422 })
    const { version, mention } = parsed.data
    const text = alsoMentioning(parsed.data.text, mention)
    try {
      await perform(app, actorOf(c), (act) => editNote(act, staffOf(c), account.id, note.id, version, text))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return one(c, note.id, { form: emptyForm({ text }), conflict: error.theirs as Note, status: 409 })
    }
    return changed(c, account.id, note.id, `${note.id}`)
  })

  /** The answer to a change of a note: the note as it is now. */
  const changed = async (c: Context, accountId: number, noteId: number, to: string) => {
    const { viewer, w } = await wordsOf(c)
    const note = await shownNote(db, accountId, noteId)
    return done(c, app, {
      to: `/accounts/${accountId}/notes/${to}`,
      flash: w.saved,
      part: <NoteRow viewer={viewer} accountId={accountId} note={note} people={[]} justEdited />,
    })
  }

  routes.post('/accounts/:id/notes/:noteId/pin', may('signed in'), async (c) => {
    const { account, note } = await noteIn(c)
    const parsed = parseForm(pinForm, await readPosted(c))
    if (!mayEditNote(staffOf(c), note)) throw notAllowed()
    if (!parsed.ok) return one(c, note.id, { status: 422 })
    const wanted = parsed.data.wanted === 'on'
    await perform(app, actorOf(c), (act) => pinNote(act, staffOf(c), account.id, note.id, wanted))
    const { viewer, w } = await wordsOf(c)
    const now = await shownNote(db, account.id, note.id)
    return done(c, app, {
      to: `/accounts/${account.id}/notes#note-${note.id}`,
      flash: wanted ? w.pinned : w.unpinned,
      part: <NoteRow viewer={viewer} accountId={account.id} note={now} people={[]} />,
    })
  })

  routes.get('/accounts/:id/notes/:noteId/removal', may('signed in'), async (c) => {
    const { account, note } = await noteIn(c)
    if (!mayEditNote(staffOf(c), note)) throw notAllowed()
    const { head } = await findProfile(db, staffOf(c), account.id)
    const props = { viewer: await viewerOf(c, app), head, note: await shownNote(db, account.id, note.id) }
    return answer(c, { page: <NoteRemovalPage {...props} /> })
  })

  routes.post('/accounts/:id/notes/:noteId/removal', may('signed in'), async (c) => {
    const { account, note } = await noteIn(c)
    await perform(app, actorOf(c), (act) => deleteNote(act, staffOf(c), account.id, note.id))
    const { w } = await wordsOf(c)
    return done(c, app, { to: `/accounts/${account.id}/notes`, flash: w.deleted })
  })

  return routes
}
