import { removeLeftFiles } from '#src/platform/files/leaving.ts'
import type { Module } from '#src/platform/module.ts'
import { documentFilesAmong } from './files.ts'

export const documentsModule: Module = {
  name: 'documents',
  queue: { 'remove files': removeLeftFiles },
  holdsFiles: documentFilesAmong,
}
