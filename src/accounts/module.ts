import type { Module } from '#src/platform/module.ts'
import { accountExport } from './export.ts'
import { newAccountRoutes } from './new-routes.tsx'
import { accountRestorers } from './restore.ts'
import { accountRoutes } from './routes.tsx'

export const accountsModule: Module = {
  name: 'accounts',
  carriesTags: { accounts: 'account_tag' },
  routes: [newAccountRoutes, accountRoutes],
  restores: accountRestorers,
  accountExport,
}
