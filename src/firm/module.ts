import type { Module } from '#src/platform/module.ts'
import { firmRoutes } from './routes.tsx'

export const firmModule: Module = { name: 'firm', routes: [firmRoutes] }
