import type { Module } from '#src/platform/module.ts'
import { personalDataRoutes } from './routes.tsx'

export const personalDataModule: Module = { name: 'personal-data', routes: [personalDataRoutes] }
