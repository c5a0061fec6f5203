import type { FirstContacts } from '#src/links/link.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { nameOf } from '#views/links/row.tsx'
import { ViewAll } from '#views/overview/page.tsx'
import { Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'
import { words } from './words.ts'

interface ContactsProps {
  viewer: Viewer
  accountId: number
  contacts: FirstContacts
}

/** On the Overview: the primary contact and the next ones by name. */
export function OverviewContacts({ viewer, accountId, contacts }: ContactsProps) {
  const base = `/accounts/${accountId}`
  return (
    <Section
      id="overview-contacts"
      title={words[viewer.language].contacts}
      count={formatsIn(viewer.language).count(contacts.count)}
      actions={<ViewAll viewer={viewer} href={`${base}/info#contacts`} />}
    >
      <ul class="rows">
        {contacts.rows.map((contact) => (
          <ContactLine base={base} contact={contact} />
        ))}
      </ul>
    </Section>
  )
}

const ContactLine = ({ base, contact }: { base: string; contact: FirstContacts['rows'][number] }) => (
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
