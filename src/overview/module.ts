import type { Module } from '#src/platform/module.ts'
import { overviewRoutes } from './routes.tsx'

export const overviewModule: Module = { name: 'overview', routes: overviewRoutes }
