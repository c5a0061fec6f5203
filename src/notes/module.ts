import type { Module } from '#src/platform/module.ts'
import { wrongNotes } from './doctor.ts'
import { notesExport } from './export.ts'
import { historyRoutes } from './history-routes.tsx'
import { notesMentioning } from './mentions.ts'
import { dropDeletedNotes } from './note.ts'
import { notesSection } from './overview.tsx'
import { noteRestorers } from './restore.ts'
import { noteRoutes } from './routes.tsx'

export const notesModule: Module = {
  name: 'notes',
  mentions: notesMentioning,
  routes: [noteRoutes, historyRoutes],
  overview: notesSection,
  async hourly({ db, clock }) {
    await db.write((trx) => dropDeletedNotes(trx, clock()))
  },
  doctor: ({ db }) => wrongNotes(db.read),
  restores: noteRestorers,
  accountExport: notesExport,
}
