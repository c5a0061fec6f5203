import type { Module } from '#src/platform/module.ts'
import { words } from '#views/pipelines/words.ts'
import { wrongPipelines } from './doctor.ts'
import { pipelineRoutes } from './routes.tsx'
import { stageRoutes } from './stage-routes.tsx'

export const pipelinesModule: Module = {
  name: 'pipelines',
  routes: [pipelineRoutes, stageRoutes],
  settings: [
    {
      place: 60,
      href: '/settings/pipelines',
      permission: 'manage pipelines',
      title: ({ language }) => words[language].pipelines,
      text: ({ language }) => words[language].text,
    },
  ],
  doctor: wrongPipelines,
}
