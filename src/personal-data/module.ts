import type { Module } from '#src/platform/module.ts'
import { personOfAudit } from './person.ts'
import { personalDataRoutes } from './routes.tsx'

export const personalDataModule: Module = { name: 'personal-data', person: personOfAudit, routes: [personalDataRoutes] }
