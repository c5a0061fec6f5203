import type { linkedContacts } from '#src/links/link.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { nameOf } from '#views/links/row.tsx'
import { ViewAll } from '#views/overview/page.tsx'
import { Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'
import { words } from './words.ts'

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
