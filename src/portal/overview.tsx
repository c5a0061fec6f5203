import { type OverviewSection, rowsOfSection } from '#src/overview/section.ts'
import { LoginActivity } from '#views/portal/logins.tsx'
import { words } from '#views/portal/words.ts'
import { loginsOf } from './logins.ts'

export const loginsSection: OverviewSection = {
  name: 'logins',
  place: 130,
  column: 'right',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].logins,
  async show({ app, viewer, account }) {
    const people = await loginsOf(app.db.read, account.id)
    return <LoginActivity viewer={viewer} accountId={account.id} people={people} most={rowsOfSection} />
  },
}
