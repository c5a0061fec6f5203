import type { Module } from '#src/platform/module.ts'
import { dayRoutes } from './routes.tsx'

export const dayModule: Module = { name: 'day', routes: [dayRoutes] }
