import { eventsFor } from '#src/accounts/visible-events.ts'
import { type OverviewSection, rowsOfSection } from '#src/overview/section.ts'
import { LatestChanges } from '#views/activity/overview.tsx'
import { words } from '#views/activity/words.ts'

export const activitySection: OverviewSection = {
  name: 'activity',
  place: 150,
  column: 'right',
  hasNoPage: true,
  permission: 'signed in',
  title: (viewer) => words[viewer.language].recent,
  async show({ app, viewer, account }) {
    const latest = await eventsFor(app, viewer.staff!, { accountId: account.id }, rowsOfSection)
    return <LatestChanges viewer={viewer} accountId={account.id} events={latest.events} />
  },
}
