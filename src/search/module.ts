import type { Module } from '#src/platform/module.ts'
import { searchRoutes } from './routes.tsx'

export const searchModule: Module = { name: 'search', routes: [searchRoutes] }
