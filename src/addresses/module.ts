import type { Module } from '#src/platform/module.ts'
import { follow } from './follow.ts'

follow()

export const addressesModule: Module = { name: 'addresses' }
