import type { Account } from '#src/accounts/account.ts'
import { contactName } from '#src/contacts/name.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface LinkedContact {
  id: number
  display_name: string
  description: string
  version: number
  email: string | null
  phone: string | null
}

/** The row of a contact that is being edited, with what its form holds. */
export interface Editing {
  contactId: number
  form: FormState
  conflict?: boolean
}

interface Props {
  viewer: Viewer
  account: Account
  contacts: LinkedContact[]
  editing?: Editing
}

export const nameOf = (contact: LinkedContact): string => contactName(contact)

export function Contacts({ viewer, account, contacts, editing }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}/links`
  return (
    <Section
      id="contacts"
      title={w.contacts}
      count={formatsIn(viewer.language).count(contacts.length)}
      actions={
        can(viewer.staff, 'edit contacts') && (
          <>
            <LinkButton href={`${base}/new`} kind="link">
              {w.linkContact}
            </LinkButton>
            <LinkButton href={`${base}/contacts/new`} kind="link">
              {w.newContact}
            </LinkButton>
          </>
        )
      }
    >
      <ul class="rows">
        {contacts.map((contact) =>
          editing?.contactId === contact.id ? (
            <ContactRowForm viewer={viewer} account={account} contact={contact} editing={editing} />
          ) : (
            <ContactRow viewer={viewer} account={account} contact={contact} only={contacts.length === 1} />
          ),
        )}
      </ul>
    </Section>
  )
}

interface RowProps {
  viewer: Viewer
  account: Account
  contact: LinkedContact
}

const regionOf = (contact: LinkedContact) => ({ target: `#linked-contact-${contact.id}`, swap: 'outerHTML' }) as const

export function ContactRow({
  viewer,
  account,
  contact,
  only,
  justEdited,
}: RowProps & { only: boolean; justEdited?: boolean }) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}/links/${contact.id}`
  const name = nameOf(contact)
  return (
    <li id={`linked-contact-${contact.id}`}>
      <div class="row-head">
        <a href={`/contacts/${contact.id}`}>{name}</a>
        {can(viewer.staff, 'edit contacts') && (
          <span class="actions">
            <LinkButton href={`${base}/description/edit`} kind="link" hx={regionOf(contact)} autofocus={justEdited}>
              {contact.description ? w.editDescription : w.addDescription}
            </LinkButton>
            {only ? (
              <span class="muted small" title={w.lastContact}>
                {w.onlyContact}
              </span>
            ) : (
              <LinkButton href={`${base}/removal`} kind="link">
                {w.unlink}
              </LinkButton>
            )}
          </span>
        )}
      </div>
      {contact.description && <p>{contact.description}</p>}
      <p class="muted small">
        {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}{' '}
        {contact.email && contact.phone && '· '}
        {contact.phone && <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>}
      </p>
    </li>
  )
}

export function ContactRowForm({ viewer, account, contact, editing }: RowProps & { editing: Editing }) {
  const w = words[viewer.language]
  const action = `/accounts/${account.id}/links/${contact.id}/description`
  const { form, conflict } = editing
  return (
    <li id={`linked-contact-${contact.id}`}>
      <p>
        <strong>{nameOf(contact)}</strong>
      </p>
      {conflict ? (
        <ConflictForm
          viewer={viewer}
          action={action}
          cancel={action}
          version={contact.version}
          hx={regionOf(contact)}
          fields={[
            {
              name: 'description',
              label: w.description,
              mine: form.values.description ?? '',
              theirs: contact.description,
            },
          ]}
        />
      ) : (
        <Form viewer={viewer} action={action} hx={regionOf(contact)} version={Number(form.values.version)}>
          <Field
            name="description"
            label={w.descriptionFor(nameOf(contact))}
            value={form.values.description}
            error={problemText(viewer, form.problems, 'description')}
            maxlength={200}
            autofocus
          />
          <FormActions viewer={viewer} cancel={action} hx={regionOf(contact)} />
        </Form>
      )}
    </li>
  )
}
