import type { Module } from '#src/platform/module.ts'
import { accountRestorers } from './restore.ts'

export const accountsModule: Module = { name: 'accounts', restores: accountRestorers }
