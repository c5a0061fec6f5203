import type { Module } from '#src/platform/module.ts'
import { importFilesAmong } from './import.ts'
import { importRoutes } from './routes.tsx'
import { runImport } from './run.ts'

export const importsModule: Module = {
  name: 'imports',
  routes: importRoutes,
  queue: { 'run import': runImport },
  holdsFiles: importFilesAmong,
}
