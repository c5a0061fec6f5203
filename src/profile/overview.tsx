import { eventsFor } from '#src/accounts/told.ts'
import { linkedContacts } from '#src/links/link.ts'
import { type OverviewSection, rowsOfSection } from '#src/overview/section.ts'
import { LatestChanges, OverviewContacts } from '#views/profile/overview.tsx'
import { words } from '#views/profile/words.ts'

export const contactsSection: OverviewSection = {
  name: 'contacts',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].contacts,
  async show({ app, viewer, account }) {
    const contacts = await linkedContacts(app.db.read, account.id)
    return <OverviewContacts viewer={viewer} accountId={account.id} contacts={contacts} most={rowsOfSection} />
  },
}

export const activitySection: OverviewSection = {
  name: 'activity',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].recent,
  async show({ app, viewer, account }) {
    const latest = await eventsFor(app.db.read, viewer.staff!, { accountId: account.id }, rowsOfSection)
    return <LatestChanges viewer={viewer} accountId={account.id} events={latest.events} />
  },
}
