import { removeLeftFiles } from '#src/platform/files/leaving.ts'
import type { Module } from '#src/platform/module.ts'
import { wrongDocuments } from './doctor.ts'
import { wrongFiles } from './file-doctor.ts'
import { documentFilesAmong } from './files.ts'

export const documentsModule: Module = {
  name: 'documents',
  queue: { 'remove files': removeLeftFiles },
  holdsFiles: documentFilesAmong,
  doctor: async (app, readFiles = false) => [
    ...(await wrongDocuments(app.db.read)),
    ...(await wrongFiles(app, readFiles)),
  ],
}
