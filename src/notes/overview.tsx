import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { type OverviewSection, rowsOfSection } from '#src/overview/section.ts'
import type { App } from '#src/platform/app.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { OverviewNotes } from '#views/notes/overview.tsx'
import { words } from '#views/notes/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { newestNotes } from './list.ts'

/** The card of an account's newest notes, with the form for another where one is being written; `justClosed` where the keyboard comes back from it. */
export async function notesCard(
  app: App,
  viewer: Viewer,
  accountId: number,
  { form, justClosed }: { form?: FormState; justClosed?: boolean } = {},
) {
  const db = app.db.read
  const [{ notes, count }, people] = await Promise.all([
    newestNotes(db, accountId, rowsOfSection),
    form && peopleWhoSee(db, accountId),
  ])
  const adding = form && people && { form, people }
  return <OverviewNotes {...{ viewer, accountId, notes, count, adding, justClosed }} />
}

export const notesSection: OverviewSection = {
  name: 'notes',
  place: 100,
  column: 'left',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].notes,
  show: ({ app, viewer, account }) => notesCard(app, viewer, account.id),
}
