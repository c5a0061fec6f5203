import type { Module } from '#src/platform/module.ts'
import { importWork } from './giving-up.ts'
import { importFilesAmong } from './import.ts'
import { importRoutes } from './routes.tsx'

export const importsModule: Module = {
  name: 'imports',
  routes: [importRoutes],
  queue: { 'run import': importWork },
  holdsFiles: importFilesAmong,
}
