import type { Module } from '#src/platform/module.ts'
import { exportRoutes } from './routes.tsx'

export const accountExportModule: Module = { name: 'account-export', routes: [exportRoutes] }
