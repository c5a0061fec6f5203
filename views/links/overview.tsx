import type { FirstContacts } from '#src/links/link.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { nameOf } from '#views/links/row.tsx'
import { ViewAll } from '#views/overview/page.tsx'
import { Badge } from '#views/ui/badge.tsx'
import { Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'
import { linkTones } from './status.ts'
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
        {contacts.rows.map((contact, i) => (
          <ContactLine viewer={viewer} base={base} contact={contact} isPrimary={i === 0 && contacts.count > 1} />
        ))}
      </ul>
    </Section>
  )
}

interface LineProps {
  viewer: Viewer
  base: string
  contact: FirstContacts['rows'][number]
  isPrimary: boolean
}

const ContactLine = ({ viewer, base, contact, isPrimary }: LineProps) => (
  <li>
    <div class="row-head">
      <a href={`${base}/info?contact=${contact.id}#linked-contact-${contact.id}`}>{nameOf(contact)}</a>{' '}
      {isPrimary && <Badge kind={linkTones.primary}>{words[viewer.language].primary}</Badge>}
    </div>
    {contact.description && <p>{contact.description}</p>}
    <p class="muted small">
      {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}{' '}
      {contact.email && contact.phone && '· '}
      {contact.phone && <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>}
    </p>
  </li>
)
