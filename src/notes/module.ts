import { composes } from '#src/outbox/outbox.ts'
import { showsOnOverview } from '#src/overview/section.ts'
import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { wrongNotes } from './doctor.ts'
import { notesExport } from './export.ts'
import { historyRoutes } from './history-routes.tsx'
import { mentionMail } from './mails.ts'
import { unreadMentions } from './mention.ts'
import { mentionRoutes } from './mention-routes.tsx'
import { dropDeletedNotes } from './note.ts'
import { notesSection } from './overview.tsx'
import { noteRestorers } from './restore.ts'
import { noteRoutes } from './routes.tsx'

composes('mention', mentionMail)
showsOnOverview(notesSection)
viewerComes.hear(async ({ db }, staff, waiting) => {
  waiting.mentions = await unreadMentions(db.read, staff)
})

export const notesModule: Module = {
  name: 'notes',
  routes: [noteRoutes, historyRoutes, mentionRoutes],
  async hourly({ db, clock }) {
    await db.write((trx) => dropDeletedNotes(trx, clock()))
  },
  doctor: ({ db }) => wrongNotes(db.read),
  restores: noteRestorers,
  accountExport: notesExport,
}
