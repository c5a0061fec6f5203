import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { OverviewTasks } from '#views/tasks/overview.tsx'
import { words } from '#views/tasks/words.ts'
import { newestTasks, tasksOverdue, tasksWithClient } from './list.ts'

/** The section as it is now, with what a write has left in it. */
export async function overviewTasks(
  { app, viewer, account }: SectionRequest,
  more: Pick<Parameters<typeof OverviewTasks>[0], 'adding' | 'justAdded'> = {},
) {
  const newest = await newestTasks(app.db.read, account.id, rowsOfSection)
  return (
    <OverviewTasks
      viewer={viewer}
      accountId={account.id}
      today={dayIn(viewer.timeZone, app.clock())}
      {...newest}
      {...more}
    />
  )
}

export const tasksSection: OverviewSection = {
  name: 'tasks',
  place: 20,
  column: 'left',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].tasks,
  show: overviewTasks,
  figures: [
    {
      kind: 'overdue',
      rows: (db, { accountId, today }) => tasksOverdue(db, accountId, today),
      says: (viewer, count, shown) => words[viewer.language].countOverdue(count, shown),
      href: (accountId) => `/accounts/${accountId}/tasks?show=overdue`,
    },
    {
      kind: 'waiting',
      rows: (db, { accountId }) => tasksWithClient(db, accountId),
      says: (viewer, count, shown) => words[viewer.language].countWaiting(count, shown),
      href: (accountId) => `/accounts/${accountId}/tasks?show=waiting+for+client`,
    },
  ],
}
