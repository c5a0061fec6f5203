import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { can } from '#src/staff/rights.ts'
import { countOfDead, stuckWork } from './item.ts'
import { queueRoutes } from './routes.tsx'

viewerComes.hear(async ({ db }, staff, waiting) => {
  if (can(staff, 'admin')) waiting.settings = await countOfDead(db.read)
})

export const queueModule: Module = {
  name: 'queue',
  routes: [queueRoutes],
  doctor: stuckWork,
}
