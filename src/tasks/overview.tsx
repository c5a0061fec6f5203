import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { OverviewTasks } from '#views/tasks/overview.tsx'
import { words } from '#views/tasks/words.ts'
import { newestTasks } from './list.ts'

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
  permission: 'signed in',
  title: (viewer) => words[viewer.language].tasks,
  show: overviewTasks,
}
