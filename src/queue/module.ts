import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { can } from '#src/staff/rights.ts'
import { countOfDead, stuckWork } from './item.ts'
import { queueRoutes } from './routes.tsx'

export const queueModule: Module = {
  name: 'queue',
  routes: [queueRoutes],
  hears: [
    on(viewerComes, async ({ db }, staff, waiting) => {
      if (can(staff, 'admin')) waiting.settings = await countOfDead(db.read)
    }),
  ],
  doctor: stuckWork,
}
