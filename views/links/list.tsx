import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { ContactsPage } from '#src/profile/contacts.ts'
import { can } from '#src/staff/rights.ts'
import { LinkButton } from '#views/ui/button.tsx'
import { Pager } from '#views/ui/pager.tsx'
import { Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'
import { words as addressWords } from '../addresses/words.ts'
import { ContactRow, type Editing } from './row.tsx'
import { words } from './words.ts'

interface Props extends ContactsPage {
  viewer: Viewer
  account: Account
  editing?: Editing
  /** Whom the account's profile names first. */
  primaryId: number | undefined
  /** What stands above the contacts: the search for one to link, or the form of a new one. */
  panel?: Child
}

const panelRegion = { target: '#contacts-panel', swap: 'outerHTML' } as const

/** Where something to do with the contacts as a whole is shown; empty until it is asked for. */
export const ContactsPanel = ({ children }: { children?: Child }) => <div id="contacts-panel">{children}</div>

/** The contacts of an account, each with its addresses and what they may do. */
export function Contacts({ viewer, account, contacts, total, previous, next, primaryId, editing, panel }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}`
  const pageAt = (id: number | undefined) => id && `${base}/info?contact=${id}#contacts`
  return (
    <Section
      id="contacts"
      title={w.contacts}
      count={formatsIn(viewer.language).count(total)}
      actions={
        can(viewer.staff, 'edit contacts') && (
          <>
            <LinkButton href={`${base}/links/new`} kind="link" hx={panelRegion}>
              {w.linkContact}
            </LinkButton>
            <LinkButton href={`${base}/links/contacts/new`} kind="link" hx={panelRegion}>
              {w.newContact}
            </LinkButton>
            <LinkButton href={`${base}/signer-order`} kind="link" hx={panelRegion}>
              {addressWords[viewer.language].signerOrder}
            </LinkButton>
          </>
        )
      }
    >
      <ContactsPanel>{panel}</ContactsPanel>
      <ul class="rows contacts">
        {contacts.map((contact) => (
          <ContactRow
            viewer={viewer}
            account={account}
            contact={contact}
            only={total === 1}
            isPrimary={contact.id === primaryId}
            editing={editing?.contactId === contact.id ? editing : undefined}
          />
        ))}
      </ul>
      <Pager viewer={viewer} previous={pageAt(previous) || undefined} next={pageAt(next) || undefined} />
    </Section>
  )
}
