import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { type OverviewSection, rowsOfSection } from '#src/overview/section.ts'
import type { App } from '#src/platform/app.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { OverviewNotes } from '#views/notes/overview.tsx'
import { words } from '#views/notes/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { blankNote } from './form.ts'
import { newestNotes } from './list.ts'

/** The card of an account's newest notes, with the form for another as it is. */
export async function notesCard(app: App, viewer: Viewer, accountId: number, form?: FormState, justWritten = false) {
  const db = app.db.read
  const [{ notes, count }, people] = await Promise.all([
    newestNotes(db, accountId, rowsOfSection),
    peopleWhoSee(db, accountId),
  ])
  const props = { viewer, accountId, notes, count, people, justWritten }
  return <OverviewNotes {...props} form={form ?? blankNote()} />
}

export const notesSection: OverviewSection = {
  name: 'notes',
  place: 100,
  permission: 'signed in',
  title: (viewer) => words[viewer.language].notes,
  show: ({ app, viewer, account }) => notesCard(app, viewer, account.id),
}
