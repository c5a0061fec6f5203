import type { Module } from '#src/platform/module.ts'
import { accountGroupRoutes } from './account-routes.tsx'
import { groupsExport } from './export.ts'
import { groupRoutes } from './routes.tsx'

export const groupsModule: Module = {
  name: 'groups',
  routes: [groupRoutes, accountGroupRoutes],
  accountExport: groupsExport,
}
