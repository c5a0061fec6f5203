import type { Module } from '#src/platform/module.ts'
import { words } from '#views/queue/words.ts'
import { queueFigures } from './figures.ts'
import { deadWork, stuckWork } from './item.ts'
import { queueRoutes } from './routes.tsx'

declare module '#views/viewer.ts' {
  interface Waiting {
    /** How much background work has failed. */
    failedWork?: number
  }
}

export const queueModule: Module = {
  name: 'queue',
  routes: [queueRoutes],
  settings: [
    {
      place: 90,
      href: '/settings/queue',
      permission: 'admin',
      title: ({ language }) => words[language].title,
      text: ({ language }) => words[language].text,
      failed: ({ waiting }) => waiting.failedWork,
    },
  ],
  counts: { name: 'failedWork', permission: 'admin', rows: deadWork },
  doctor: stuckWork,
  figures: queueFigures,
}
