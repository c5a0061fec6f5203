import type { Module } from '#src/platform/module.ts'
import { accessRequestRoutes } from './routes.tsx'

export const accessRequestsModule: Module = { name: 'access-requests', routes: [accessRequestRoutes] }
