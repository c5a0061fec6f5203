import type { Module } from '#src/platform/module.ts'
import { mergeRoutes } from './routes.tsx'

export const mergesModule: Module = { name: 'merges', routes: mergeRoutes }
