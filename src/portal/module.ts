import type { Module } from '#src/platform/module.ts'

export const portalModule: Module = { name: 'portal' }
