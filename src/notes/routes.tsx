import { type Context, Hono } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { write } from '#src/audit/write.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, wantedForm } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { NotesPage, NotesPart } from '#views/notes/list.tsx'
import { NotePage, NoteRow } from '#views/notes/note.tsx'
import { NoteRemovalPage } from '#views/notes/removal.tsx'
import { words } from '#views/notes/words.ts'
import { readNoteFilter } from './filter.ts'
import { alsoMentioning, blankNote, editForm, noteForm } from './form.ts'
import { authorsOf, notePage, shownNote } from './list.ts'
import { deleteNote, editNote, findNote, type Note, pinNote, writeNote } from './note.ts'
import { notesCard } from './overview.tsx'
import { mayEditNote } from './rules.ts'

/** The notes of an account: read, written, edited, pinned, taken away. */
export const noteRoutes = new Hono()

const noteIn = async (c: Context) => {
  const account = await accountIn(c)
  return { account, note: await findNote(c.var.db, account.id, toId(c.req.param('noteId'))) }
}
const wordsOf = async (c: Context) => {
  const viewer = await viewerOf(c)
  return { viewer, w: words[viewer.language] }
}

const list = async (c: Context, form: FormState, status: 200 | 422 = 200, justWritten = false) => {
  const { head } = await profileIn(c)
  const filter = readNoteFilter(c.req.query())
  const [page, authors, people] = await Promise.all([
    notePage(c.var.db, head.id, filter, readCursor(c.req.query('at'))),
    authorsOf(c.var.db, head.id),
    peopleWhoSee(c.var.db, head.id),
  ])
  const viewer = await viewerOf(c)
  return { props: { viewer, head, page, authors, people, filter, form, justWritten }, status }
}
const answerList = async (c: Context, form: FormState, wanted: 200 | 422 = 200) => {
  const { props, status } = await list(c, form, wanted)
  return answer(c, { page: <NotesPage {...props} />, part: <NotesPart {...props} />, status })
}

noteRoutes.get('/accounts/:id/notes', may('signed in'), (c) => answerList(c, blankNote()))

/** The card of the overview, with the form for another note or closed again. */
const card = async (c: Context, shown: Parameters<typeof notesCard>[3]) => {
  const account = await accountIn(c)
  return answer(c, { page: '', part: await notesCard(c.var.app, await viewerOf(c), account.id, shown) })
}

// Without htmx the form stands on the page of the notes, and leads back.
noteRoutes.get('/accounts/:id/notes/new', may('signed in'), (c) =>
  wantsPart(c) ? card(c, { form: blankNote() }) : answerList(c, { ...blankNote(), values: { from: 'overview' } }),
)

noteRoutes.get('/accounts/:id/notes/newest', may('signed in'), async (c) =>
  wantsPart(c) ? card(c, { justClosed: true }) : c.redirect(`/accounts/${(await accountIn(c)).id}#overview-notes`, 303),
)

noteRoutes.post('/accounts/:id/notes', may('signed in', 'see the account'), creates(), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(noteForm, await readPosted(c))
  const onOverview = parsed.form.values.from === 'overview'
  if (!parsed.ok) {
    if (!onOverview || !wantsPart(c)) return answerList(c, parsed.form, 422)
    const card = await notesCard(c.var.app, await viewerOf(c), account.id, { form: parsed.form })
    return answer(c, { page: '', part: card, status: 422 })
  }
  const text = alsoMentioning(parsed.data.text, parsed.data.mention)
  await write(c, (act) => writeNote(act, account.id, staffOf(c).id, text))
  const { viewer, w } = await wordsOf(c)
  const base = `/accounts/${account.id}`
  if (onOverview) {
    const part = wantsPart(c) ? await notesCard(c.var.app, viewer, account.id, { justClosed: true }) : undefined
    return done(c, { to: `${base}#overview-notes`, flash: w.written, part })
  }
  const part = wantsPart(c) ? <NotesPart {...(await list(c, blankNote(), 200, true)).props} /> : undefined
  return done(c, { to: `${base}/notes`, flash: w.written, part })
})

/** One note by itself: read, or as a form. */
const one = async (
  c: Context,
  noteId: number,
  shown: { form?: FormState; conflict?: Note; justEdited?: boolean; status?: 200 | 409 | 422 } = {},
) => {
  const { head } = await profileIn(c)
  const [note, people] = await Promise.all([
    shownNote(c.var.db, head.id, noteId),
    shown.form ? peopleWhoSee(c.var.db, head.id) : [],
  ])
  const { status = 200, ...rest } = shown
  const props = { viewer: await viewerOf(c), accountId: head.id, note, people, ...rest }
  return answer(c, { page: <NotePage {...props} head={head} />, part: <NoteRow {...props} />, status })
}

noteRoutes.get('/accounts/:id/notes/:noteId', may('signed in'), async (c) => {
  const { note } = await noteIn(c)
  return one(c, note.id, { justEdited: wantsPart(c) })
})

noteRoutes.get('/accounts/:id/notes/:noteId/edit', may('signed in'), async (c) => {
  const { note } = await noteIn(c)
  if (!mayEditNote(staffOf(c), note)) throw notAllowed()
  return one(c, note.id, { form: emptyForm({ text: note.text, version: String(note.version) }) })
})

noteRoutes.post('/accounts/:id/notes/:noteId', may('signed in', 'change the note'), async (c) => {
  const { account, note } = await noteIn(c)
  if (!mayEditNote(staffOf(c), note)) throw notAllowed()
  const parsed = parseForm(editForm, await readPosted(c))
  if (!parsed.ok) return one(c, note.id, { form: parsed.form, status: 422 })
  const { version, mention } = parsed.data
  const text = alsoMentioning(parsed.data.text, mention)
  try {
    await write(c, (act) => editNote(act, staffOf(c), account.id, note.id, version, text))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return one(c, note.id, { form: emptyForm({ text }), conflict: error.theirs as Note, status: 409 })
  }
  return changed(c, account.id, note.id, `${note.id}`)
})

/** The answer to a change of a note: the note as it is now. */
const changed = async (c: Context, accountId: number, noteId: number, to: string) => {
  const { viewer, w } = await wordsOf(c)
  const note = await shownNote(c.var.db, accountId, noteId)
  return done(c, {
    to: `/accounts/${accountId}/notes/${to}`,
    flash: w.saved,
    part: <NoteRow viewer={viewer} accountId={accountId} note={note} people={[]} justEdited />,
  })
}

noteRoutes.post('/accounts/:id/notes/:noteId/pin', may('signed in', 'change the note'), async (c) => {
  const { account, note } = await noteIn(c)
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (!mayEditNote(staffOf(c), note)) throw notAllowed()
  if (!parsed.ok) return one(c, note.id, { status: 422 })
  const wanted = parsed.data.wanted === 'on'
  await write(c, (act) => pinNote(act, staffOf(c), account.id, note.id, wanted))
  const { viewer, w } = await wordsOf(c)
  const now = await shownNote(c.var.db, account.id, note.id)
  return done(c, {
    to: `/accounts/${account.id}/notes#note-${note.id}`,
    flash: wanted ? w.pinned : w.unpinned,
    part: <NoteRow viewer={viewer} accountId={account.id} note={now} people={[]} />,
  })
})

noteRoutes.get('/accounts/:id/notes/:noteId/removal', may('signed in'), async (c) => {
  const { account, note } = await noteIn(c)
  if (!mayEditNote(staffOf(c), note)) throw notAllowed()
  const { head } = await findProfile(c.var.db, staffOf(c), account.id)
  const props = { viewer: await viewerOf(c), head, note: await shownNote(c.var.db, account.id, note.id) }
  return answer(c, { page: <NoteRemovalPage {...props} /> })
})

noteRoutes.post('/accounts/:id/notes/:noteId/removal', may('signed in', 'change the note'), async (c) => {
  const { account, note } = await noteIn(c)
  await write(c, (act) => deleteNote(act, account.id, note.id))
  const { w } = await wordsOf(c)
  return done(c, { to: `/accounts/${account.id}/notes`, flash: w.deleted })
})
