import { fieldResealed } from '#src/fields/sealing.ts'
import type { Module } from '#src/platform/module.ts'
import { mergeRoutes } from './routes.tsx'
import { resealMoves } from './sealing.ts'

fieldResealed.hear(resealMoves)

export const mergesModule: Module = { name: 'merges', routes: mergeRoutes }
