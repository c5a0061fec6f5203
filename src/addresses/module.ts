import type { Module } from '#src/platform/module.ts'
import { addressesExport } from './export.ts'
import { follow } from './follow.ts'

follow()

export const addressesModule: Module = { name: 'addresses', accountExport: addressesExport }
