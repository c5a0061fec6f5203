import type { Module } from '#src/platform/module.ts'
import { setupRoutes } from './routes.tsx'

export const setupModule: Module = { name: 'setup', routes: [setupRoutes] }
