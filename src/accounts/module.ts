import type { Module } from '#src/platform/module.ts'
import { accountExport } from './export.ts'
import { accountRestorers } from './restore.ts'

export const accountsModule: Module = { name: 'accounts', restores: accountRestorers, accountExport }
