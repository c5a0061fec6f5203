import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { timeDoctor } from './doctor.ts'
import { timeExport } from './export.ts'
import { timerOf } from './frame.ts'
import { timeOnJob } from './of-job.tsx'
import { timeSection } from './overview.tsx'
import { timeRestorers } from './restore.ts'
import { timeRoutes } from './routes.tsx'
import { serviceRoutes } from './service-routes.tsx'
import { timerRoutes } from './timer-routes.tsx'
import { weekRoutes } from './week-routes.tsx'

export const timeModule: Module = {
  name: 'time',
  // The timer first: its addresses would be taken for those of an entry.
  routes: [timerRoutes, timeRoutes, weekRoutes, serviceRoutes],
  overview: timeSection,
  job: timeOnJob,
  hears: [on(viewerComes, timerOf)],
  restores: timeRestorers,
  accountExport: timeExport,
  doctor: timeDoctor,
}
