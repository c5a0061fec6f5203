import type { Module } from '#src/platform/module.ts'
import { words } from '#views/imports/words.ts'
import { importWork } from './giving-up.ts'
import { importFilesAmong } from './import.ts'
import { importRoutes } from './routes.tsx'

export const importsModule: Module = {
  name: 'imports',
  routes: [importRoutes],
  menu: [
    {
      place: 90,
      href: '/imports',
      icon: 'upload',
      permission: 'manage contacts',
      title: ({ language }) => words[language].title,
    },
  ],
  queue: { 'run import': importWork },
  holdsFiles: importFilesAmong,
}
