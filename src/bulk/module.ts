import { Hono } from 'hono'
import type { Module } from '#src/platform/module.ts'
import { bulkWork } from './giving-up.ts'
import { prepareRoutes } from './prepare-routes.tsx'
import { forgetUnstarted } from './run.ts'
import { runRoutes } from './run-routes.tsx'

export const bulkModule: Module = {
  name: 'bulk',
  routes: (app) => new Hono().route('/', prepareRoutes(app)).route('/', runRoutes(app)),
  queue: { 'bulk run': bulkWork },
  hourly: (app) => app.db.write((trx) => forgetUnstarted(trx, app.clock())),
}
