import type { Module } from '#src/platform/module.ts'

export const restorationsModule: Module = { name: 'restorations' }
