import type { Module } from '#src/platform/module.ts'
import { overviewChoiceRoutes } from './choice-routes.tsx'
import { overviewRoutes } from './routes.tsx'

export const overviewModule: Module = {
  name: 'overview',
  routes: [overviewRoutes, overviewChoiceRoutes],
}
