import type { Module } from '#src/platform/module.ts'
import { words } from '#views/audit/words.ts'
import { activityExport } from './export.ts'
import { activitySection } from './overview.tsx'
import { activityRoutes } from './routes.tsx'

export const activityModule: Module = {
  name: 'activity',
  routes: [activityRoutes],
  menu: [
    {
      place: 100,
      href: '/activity',
      icon: 'activity',
      permission: 'admin',
      title: ({ language }) => words[language].activity,
    },
  ],
  overview: activitySection,
  accountExport: activityExport,
}
