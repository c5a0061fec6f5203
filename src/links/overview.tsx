import type { OverviewSection } from '#src/overview/section.ts'
import { OverviewContacts } from '#views/links/overview.tsx'
import { words } from '#views/links/words.ts'

export const contactsSection: OverviewSection = {
  name: 'contacts',
  place: 140,
  column: 'right',
  hasNoPage: true,
  permission: 'signed in',
  title: (viewer) => words[viewer.language].contacts,
  // Found with the head of the profile: no query of its own.
  show: async ({ viewer, account, contacts }) => (
    <OverviewContacts viewer={viewer} accountId={account.id} contacts={contacts} />
  ),
}
