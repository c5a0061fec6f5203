import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import type { ProfileHead } from '#src/accounts/profile.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import type { linkedContacts } from '#src/links/link.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { EventList } from '../audit/events.tsx'
import { ProfilePage } from '../layout/profile.tsx'
import { words as overview } from '../overview/words.ts'
import { PostButton } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { AccountActions } from './actions.tsx'
import { nameOf } from './contact-row.tsx'
import { words } from './words.ts'

/** A section as it stands on the page: its card, or where it is folded its title alone. */
export interface ShownSection {
  name: string
  title: string
  card: Child | null
}

interface Props {
  viewer: Viewer
  account: Account
  head: ProfileHead
  sections: ShownSection[]
}

/** Everything about one client at a glance: a card for each noun, in the reader's own order. */
export function OverviewPage({ viewer, account, head, sections }: Props) {
  const here = `/accounts/${account.id}`
  return (
    <ProfilePage
      viewer={viewer}
      head={head}
      title={words[viewer.language].overview}
      actions={<AccountActions viewer={viewer} account={account} />}
    >
      <div class="overview">
        {sections.map(({ card, ...section }) => card ?? <Folded viewer={viewer} here={here} {...section} />)}
      </div>
      <p class="small">
        <a href={`/me/overview?back=${here}`}>{overview[viewer.language].arrange}</a>
      </p>
    </ProfilePage>
  )
}

const Folded = ({ viewer, here, name, title }: { viewer: Viewer; here: string; name: string; title: string }) => (
  <Section
    id={`overview-${name}`}
    title={title}
    actions={
      <PostButton
        viewer={viewer}
        action="/me/overview/folding"
        fields={{ section: name, wanted: 'off', back: here }}
        label={overview[viewer.language].unfold}
        kind="quiet"
      />
    }
  />
)

/** To the whole of which a section shows the first rows. */
export const ViewAll = ({ viewer, href }: { viewer: Viewer; href: string }) => (
  <>
    <a class="action" href={href}>
      {ui[viewer.language].viewAll}
    </a>{' '}
  </>
)

type Contact = Awaited<ReturnType<typeof linkedContacts>>[number]

interface ContactsProps {
  viewer: Viewer
  accountId: number
  contacts: Contact[]
  most: number
}

export function OverviewContacts({ viewer, accountId, contacts, most }: ContactsProps) {
  const base = `/accounts/${accountId}`
  return (
    <Section
      id="overview-contacts"
      title={words[viewer.language].contacts}
      count={formatsIn(viewer.language).count(contacts.length)}
      actions={<ViewAll viewer={viewer} href={`${base}/info#contacts`} />}
    >
      <ul class="rows">
        {contacts.slice(0, most).map((contact) => (
          <ContactLine base={base} contact={contact} />
        ))}
      </ul>
    </Section>
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

export const LatestChanges = ({
  viewer,
  accountId,
  events,
}: {
  viewer: Viewer
  accountId: number
  events: AuditEvent[]
}) => (
  <Section
    id="overview-activity"
    title={words[viewer.language].recent}
    actions={<ViewAll viewer={viewer} href={`/accounts/${accountId}/activity`} />}
  >
    <EventList viewer={viewer} events={events} />
  </Section>
)
