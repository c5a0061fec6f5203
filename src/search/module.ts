import type { Module } from '#src/platform/module.ts'
import { wrongIndexes } from './doctor.ts'
import { searchRoutes } from './routes.tsx'

export const searchModule: Module = {
  name: 'search',
  routes: [searchRoutes],
  doctor: ({ db }) => wrongIndexes(db),
}
