import type { Module } from '#src/platform/module.ts'
import { bulkWork } from './giving-up.ts'
import { prepareRoutes } from './prepare-routes.tsx'
import { forgetUnstarted } from './run.ts'
import { runRoutes } from './run-routes.tsx'

export const bulkModule: Module = {
  name: 'bulk',
  routes: [prepareRoutes, runRoutes],
  queue: { 'bulk run': bulkWork },
  hourly: (app) => app.db.write((trx) => forgetUnstarted(trx, app.clock())),
}
