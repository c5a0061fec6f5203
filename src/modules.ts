import { accountsModule } from './accounts/module.ts'
import { firmModule } from './firm/module.ts'
import type { Module } from './platform/module.ts'
import { staffModule } from './staff/module.ts'

/** Every noun, in order: one may import those above it, never one below. */
export const modules: readonly Module[] = [firmModule, staffModule, accountsModule]
