import { completionChanged, stageLeaving } from '#src/pipelines/stage.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { personLeaving } from '#src/staff/leaving.ts'
import { words } from '#views/jobs/words.ts'
import { jobsOfDay } from './day.tsx'
import { wrongJobs } from './doctor.ts'
import { jobsExport } from './export.ts'
import { firmJobRoutes } from './firm-routes.tsx'
import { handOverJobs } from './hand-over.ts'
import { jobRoutes } from './job-routes.tsx'
import { jobsLeftBehind } from './leaving.tsx'
import { emptyStage, refreshCompletion } from './move.ts'
import { moveRoutes } from './move-routes.tsx'
import { stageMail } from './notices.ts'
import { jobsSection } from './overview.tsx'
import { recurrenceRoutes } from './recurrence-routes.tsx'
import { makeRecurringJobs } from './recurring.ts'
import { jobRestorers } from './removal.ts'
import { jobListRoutes } from './routes.tsx'

export const jobsModule: Module = {
  name: 'jobs',
  routes: [jobListRoutes, jobRoutes, moveRoutes, recurrenceRoutes, firmJobRoutes],
  menu: [
    {
      place: 60,
      href: '/jobs',
      icon: 'board',
      permission: 'signed in',
      title: ({ language }) => words[language].jobs,
    },
  ],
  overview: jobsSection,
  day: jobsOfDay,
  mails: { 'job stage': stageMail },
  hears: [on(stageLeaving, emptyStage), on(completionChanged, refreshCompletion), on(personLeaving, handOverJobs)],
  leaving: jobsLeftBehind,
  hourly: makeRecurringJobs,
  doctor: wrongJobs,
  restores: jobRestorers,
  accountExport: jobsExport,
}
