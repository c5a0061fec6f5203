import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { TimeOverview } from '#views/time/list.tsx'
import { words } from '#views/time/words.ts'
import { latestEntries } from './list.ts'

/** The card of an account's time. `justClosed` where the keyboard comes back to it from its form. */
export async function timeCard({ app, viewer, account }: SectionRequest, justClosed = false) {
  const latest = await latestEntries(app.db.read, viewer.staff!, account.id, rowsOfSection)
  return <TimeOverview viewer={viewer} accountId={account.id} {...latest} justClosed={justClosed} />
}

export const timeSection: OverviewSection = {
  name: 'time',
  place: 110,
  column: 'left',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].tracking,
  show: (asked) => timeCard(asked),
}
