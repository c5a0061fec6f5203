import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { personLeaving } from '#src/staff/leaving.ts'
import { accountsOfDay } from './day.tsx'
import { wrongAccounts } from './doctor.ts'
import { accountExport } from './export.ts'
import { handOverAccounts } from './hand-over.ts'
import { accountsLeftBehind } from './leaving.tsx'
import { newAccountRoutes } from './new-routes.tsx'
import { accountRestorers } from './restore.ts'
import { accountRoutes } from './routes.tsx'

export const accountsModule: Module = {
  name: 'accounts',
  carriesTags: { accounts: 'account_tag' },
  routes: [newAccountRoutes, accountRoutes],
  hears: [on(personLeaving, handOverAccounts)],
  leaving: accountsLeftBehind,
  day: accountsOfDay,
  doctor: ({ db }) => wrongAccounts(db.read),
  restores: accountRestorers,
  accountExport,
}
