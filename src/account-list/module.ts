import type { Module } from '#src/platform/module.ts'
import { accountListRoutes } from './routes.tsx'

export const accountListModule: Module = { name: 'account-list', routes: [accountListRoutes] }
