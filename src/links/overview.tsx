import { linkedContacts } from '#src/links/link.ts'
import { type OverviewSection, rowsOfSection } from '#src/overview/section.ts'
import { OverviewContacts } from '#views/links/overview.tsx'
import { words } from '#views/links/words.ts'

export const contactsSection: OverviewSection = {
  name: 'contacts',
  place: 140,
  hasNoPage: true,
  permission: 'signed in',
  title: (viewer) => words[viewer.language].contacts,
  async show({ app, viewer, account }) {
    const contacts = await linkedContacts(app.db.read, account.id)
    return <OverviewContacts viewer={viewer} accountId={account.id} contacts={contacts} most={rowsOfSection} />
  },
}
