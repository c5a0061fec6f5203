import type { Module } from './platform/module.ts'
import { setupModule } from './setup/module.ts'
import { staffModule } from './staff/module.ts'

/** Every noun, in order: one may import those above it, never one below. */
export const modules: readonly Module[] = [staffModule, setupModule]
