import type { Account } from '#src/accounts/account.ts'
import type { ProfileHead } from '#src/accounts/profile.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { EventList } from '../audit/events.tsx'
import { ProfilePage } from '../layout/profile.tsx'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { AccountActions } from './actions.tsx'
import { ContactRow, type LinkedContact } from './contacts.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  account: Account
  head: ProfileHead
  contacts: LinkedContact[]
  events: AuditEvent[]
}

const rows = 5

export function OverviewPage({ viewer, account, head, contacts, events }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}`
  const all = (href: string) => (
    <a class="action" href={href}>
      {ui[viewer.language].viewAll}
    </a>
  )
  return (
    <ProfilePage
      viewer={viewer}
      head={head}
      title={w.overview}
      actions={<AccountActions viewer={viewer} account={account} />}
    >
      <div class="columns">
        <Section
          id="overview-contacts"
          title={w.contacts}
          count={formatsIn(viewer.language).count(contacts.length)}
          actions={all(`${base}/info#contacts`)}
        >
          <ul class="rows">
            {contacts.slice(0, rows).map((contact) => (
              <ContactRow viewer={viewer} account={account} contact={contact} only={contacts.length === 1} />
            ))}
          </ul>
        </Section>
        <Section id="overview-activity" title={w.recent} actions={all(`${base}/activity`)}>
          <EventList viewer={viewer} events={events} />
        </Section>
      </div>
    </ProfilePage>
  )
}
