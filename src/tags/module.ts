import type { Module } from '#src/platform/module.ts'
import { tagRoutes } from './routes.tsx'

export const tagsModule: Module = { name: 'tags', routes: [tagRoutes] }
