import type { Account } from '#src/accounts/account.ts'
import type { ProfileHead } from '#src/accounts/profile.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import type { linkedContacts } from '#src/links/link.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { PersonLogin } from '#src/portal/logins.ts'
import { EventList } from '../audit/events.tsx'
import { ProfilePage } from '../layout/profile.tsx'
import { LoginActivity } from '../portal/logins.tsx'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { AccountActions } from './actions.tsx'
import { nameOf } from './contact-row.tsx'
import { words } from './words.ts'

type Contact = Awaited<ReturnType<typeof linkedContacts>>[number]

interface Props {
  viewer: Viewer
  account: Account
  head: ProfileHead
  contacts: Contact[]
  events: AuditEvent[]
  logins: PersonLogin[]
}

const rows = 5

export function OverviewPage({ viewer, account, head, contacts, events, logins }: Props) {
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
              <ContactLine base={base} contact={contact} />
            ))}
          </ul>
        </Section>
        <LoginActivity viewer={viewer} accountId={account.id} people={logins} most={rows} />
        <Section id="overview-activity" title={w.recent} actions={all(`${base}/activity`)}>
          <EventList viewer={viewer} events={events} />
        </Section>
      </div>
    </ProfilePage>
  )
}

const ContactLine = ({ base, contact }: { base: string; contact: Contact }) => (
  <li>
    <div class="row-head">
      <a href={`${base}/info?contact=${contact.id}#linked-contact-${contact.id}`}>{nameOf(contact)}</a>
    </div>
    {contact.description && <p>{contact.description}</p>}
    <p class="muted small">
      {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}{' '}
      {contact.email && contact.phone && '· '}
      {contact.phone && <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>}
    </p>
  </li>
)
