import { jobEnteredStage } from '#src/jobs/entering.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { personLeaving } from '#src/staff/leaving.ts'
import { unassignedOfDay } from './day.tsx'
import { wrongTasks } from './doctor.ts'
import { tasksExport } from './export.ts'
import { firmTaskRoutes } from './firm-routes.tsx'
import { handOverTasks } from './hand-over.ts'
import { tasksLeftBehind } from './leaving.tsx'
import { tasksMentioning } from './mentions.ts'
import { tasksOnJob } from './of-job.tsx'
import { addStageTasks } from './of-stages.ts'
import { tasksSection } from './overview.tsx'
import { portalTaskRoutes, tasksInPortal } from './portal-routes.tsx'
import { reminderMail, remindOfTasks } from './reminders.ts'
import { taskRestorers } from './removal.ts'
import { taskListRoutes } from './routes.tsx'
import { subtaskRoutes } from './subtask-routes.tsx'
import { taskRoutes } from './task-routes.tsx'

export const tasksModule: Module = {
  name: 'tasks',
  mentions: tasksMentioning,
  carriesTags: { tasks: 'task_tag' },
  routes: [taskListRoutes, taskRoutes, subtaskRoutes, firmTaskRoutes, portalTaskRoutes],
  day: unassignedOfDay,
  overview: tasksSection,
  job: tasksOnJob,
  portal: tasksInPortal,
  mails: { 'task reminder': reminderMail },
  hears: [on(jobEnteredStage, addStageTasks), on(personLeaving, handOverTasks)],
  leaving: tasksLeftBehind,
  hourly: remindOfTasks,
  doctor: wrongTasks,
  restores: taskRestorers,
  accountExport: tasksExport,
}
