import { showsOnOverview } from '#src/overview/section.ts'
import type { Module } from '#src/platform/module.ts'
import { activityExport } from './export.ts'
import { activitySection } from './overview.tsx'
import { activityRoutes } from './routes.tsx'

showsOnOverview(activitySection)

export const activityModule: Module = { name: 'activity', routes: [activityRoutes], accountExport: activityExport }
