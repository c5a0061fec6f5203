import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { OverviewJobs } from '#views/jobs/overview.tsx'
import { words } from '#views/jobs/words.ts'
import { currentJobs, jobsOverdue } from './list.ts'

/** The section as it is now, with what a write has left in it. */
export async function overviewJobs(
  { app, viewer, account }: SectionRequest,
  more: Pick<Parameters<typeof OverviewJobs>[0], 'adding' | 'justAdded'> = {},
) {
  const current = await currentJobs(app.db.read, account.id, rowsOfSection)
  return (
    <OverviewJobs
      viewer={viewer}
      accountId={account.id}
      today={dayIn(viewer.timeZone, app.clock())}
      {...current}
      {...more}
    />
  )
}

export const jobsSection: OverviewSection = {
  name: 'jobs',
  place: 40,
  column: 'left',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].jobs,
  show: overviewJobs,
  figures: [
    {
      kind: 'overdue',
      rows: (db, { accountId, today }) => jobsOverdue(db, accountId, today),
      says: (viewer, count, shown) => words[viewer.language].countOverdue(count, shown),
      href: (accountId) => `/accounts/${accountId}/jobs?show=overdue`,
    },
  ],
}
