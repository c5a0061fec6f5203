import type { Module } from '#src/platform/module.ts'
import { activityExport } from './export.ts'
import { activitySection } from './overview.tsx'
import { activityRoutes } from './routes.tsx'

export const activityModule: Module = {
  name: 'activity',
  routes: [activityRoutes],
  overview: activitySection,
  accountExport: activityExport,
}
