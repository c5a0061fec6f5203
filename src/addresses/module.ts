import type { Module } from '#src/platform/module.ts'
import { addressesExport } from './export.ts'
import { follow } from './follow.ts'
import { addressRoutes } from './routes.tsx'
import { signerRoutes } from './signer-routes.tsx'

follow()

export const addressesModule: Module = {
  name: 'addresses',
  routes: [addressRoutes, signerRoutes],
  accountExport: addressesExport,
}
