import type { Module } from '#src/platform/module.ts'

/** What whoever has something new for a client tells them by. */
export const noticesModule: Module = { name: 'notices' }
