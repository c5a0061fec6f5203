import type { Module } from '#src/platform/module.ts'
import { wrongPipelines } from './doctor.ts'
import { pipelineRoutes } from './routes.tsx'
import { stageRoutes } from './stage-routes.tsx'

export const pipelinesModule: Module = {
  name: 'pipelines',
  routes: [pipelineRoutes, stageRoutes],
  doctor: wrongPipelines,
}
