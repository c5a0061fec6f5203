import type { Module } from '#src/platform/module.ts'

export const auditModule: Module = { name: 'audit' }
