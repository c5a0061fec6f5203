import type { Module } from '#src/platform/module.ts'
import { can } from '#src/staff/rights.ts'
import { words } from '#views/queue/words.ts'
import { countOfDead, stuckWork } from './item.ts'
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
  waits: async ({ db }, staff) => (can(staff, 'admin') ? { failedWork: await countOfDead(db.read) } : {}),
  doctor: stuckWork,
}
