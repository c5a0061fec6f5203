import type { Module } from '#src/platform/module.ts'
import { mailWork } from './outbox.ts'

export const outboxModule: Module = { name: 'outbox', queue: { 'send mail': mailWork } }
