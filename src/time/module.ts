import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { personLeaving } from '#src/staff/leaving.ts'
import { words } from '#views/time/words.ts'
import { timeDoctor } from './doctor.ts'
import { timeExport } from './export.ts'
import { timerOf } from './frame.ts'
import { endTimer } from './hand-over.ts'
import { timerLeftBehind } from './leaving.tsx'
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
  menu: [
    {
      place: 70,
      href: '/time',
      icon: 'clock',
      permission: 'signed in',
      title: ({ language }) => words[language].time,
    },
  ],
  settings: [
    {
      place: 50,
      href: '/settings/services',
      permission: 'manage invoices',
      title: ({ language }) => words[language].services,
      text: ({ language }) => words[language].servicesText,
    },
  ],
  overview: timeSection,
  job: timeOnJob,
  waits: timerOf,
  hears: [on(personLeaving, endTimer)],
  leaving: timerLeftBehind,
  restores: timeRestorers,
  accountExport: timeExport,
  doctor: timeDoctor,
}
