import type { Account } from '#src/accounts/account.ts'
import type { AddressLine } from '#src/addresses/lines.ts'
import { contactName } from '#src/contacts/name.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { LinkedContact } from '#src/profile/contacts.ts'
import { can } from '#src/staff/rights.ts'
import { InvitationForm } from '#views/addresses/invitation.tsx'
import { AddressRow } from '#views/addresses/line.tsx'
import { PreferencesForm } from '#views/addresses/preferences.tsx'
import { ResetForm } from '#views/addresses/reset.tsx'
import { Badge } from '#views/ui/badge.tsx'
import { LinkButton, PostButton } from '#views/ui/button.tsx'
import { ConflictForm } from '#views/ui/conflict.tsx'
import { Field } from '#views/ui/field.tsx'
import { Form } from '#views/ui/form.tsx'
import { FormActions } from '#views/ui/form-actions.tsx'
import { problemText } from '#views/ui/problem-words.ts'
import type { Viewer } from '#views/viewer.ts'
import { linkTones } from './status.ts'
import { words } from './words.ts'

/** What is being edited in the row of a contact, with what its form holds. */
export type Editing = { contactId: number } & (
  | { what: 'description'; form: FormState; conflict?: boolean }
  | { what: 'invitation'; form: FormState; addressId: number }
  | { what: 'reset'; addressId: number }
  | { what: 'preferences'; form: FormState; addressId: number; theirs?: FormState['lists'] }
  /** What was asked for can't be done, and why. */
  | { what: 'nothing'; problem: string }
)

interface Props {
  viewer: Viewer
  account: Account
  contact: LinkedContact
  /** The account's only contact can't be unlinked. */
  only: boolean
  /** Whether the account's profile names them first. */
  isPrimary: boolean
  editing?: Editing
  /** What has the keyboard after a change: the description's link, or what stands in the row of this address. */
  justEdited?: 'description' | number
}

export const nameOf = (contact: Pick<LinkedContact, 'display_name'>): string => contactName(contact)

const regionOf = (contact: { id: number }) => ({ target: `#linked-contact-${contact.id}`, swap: 'outerHTML' }) as const

/** A linked contact: who, what to this account, and a line for each address. The region that every change of it swaps. */
export function ContactRow(props: Props) {
  const { viewer, account, contact, only, editing, justEdited } = props
  const w = words[viewer.language]
  const hx = regionOf(contact)
  const under = (address: AddressLine) => {
    if (!editing || !('addressId' in editing) || editing.addressId !== address.id) return null
    if (editing.what === 'reset') return <ResetForm viewer={viewer} account={account} address={address} hx={hx} />
    const form = { viewer, account, address, hx, form: editing.form }
    return editing.what === 'invitation' ? (
      <InvitationForm {...form} />
    ) : (
      <PreferencesForm {...form} theirs={editing.theirs} />
    )
  }
  return (
    <li id={`linked-contact-${contact.id}`}>
      <RowHead {...props} />
      {only && can(viewer.staff, 'edit contacts') && <p class="muted small">{w.lastContact}</p>}
      {editing?.what === 'nothing' && (
        <p class="notice notice-warn" role="alert">
          {editing.problem}
        </p>
      )}
      {editing?.what === 'description' ? (
        <DescriptionForm viewer={viewer} account={account} contact={contact} editing={editing} />
      ) : (
        (contact.description || contact.phone) && (
          <p>
            <bdi>{contact.description}</bdi> {contact.description && contact.phone && <span class="muted">· </span>}
            {contact.phone && <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>}
          </p>
        )
      )}
      {contact.addresses.length === 0 && <p class="muted small">{w.noAddress}</p>}
      <ul class="addresses">
        {contact.addresses.map((address) => (
          <AddressRow viewer={viewer} account={account} address={address} hx={hx} autofocus={justEdited === address.id}>
            {under(address)}
          </AddressRow>
        ))}
      </ul>
    </li>
  )
}

function RowHead({ viewer, account, contact, only, isPrimary, justEdited, editing }: Props) {
  const w = words[viewer.language]
  const isChosen = account.primary_contact_id === contact.id
  const base = `/accounts/${account.id}/links/${contact.id}`
  return (
    <div class="row-head">
      <span>
        <a href={`/contacts/${contact.id}`}>{nameOf(contact)}</a>{' '}
        {isPrimary && !only && <Badge kind={linkTones.primary}>{w.primary}</Badge>}
      </span>{' '}
      {can(viewer.staff, 'edit contacts') && editing?.what !== 'description' && (
        <div class="actions">
          <LinkButton
            href={`${base}/description/edit`}
            kind="link"
            hx={regionOf(contact)}
            autofocus={justEdited === 'description'}
          >
            {contact.description ? w.editDescription : w.addDescription}
          </LinkButton>
          {!only && (isChosen || !isPrimary) && (
            <PostButton
              viewer={viewer}
              action={`${base}/primary`}
              fields={{ wanted: isChosen ? 'off' : 'on' }}
              kind="quiet"
              hx={{ target: '#contacts' }}
              id={`primary-${contact.id}`}
              label={isChosen ? w.primaryNoMore : w.makePrimary}
            />
          )}
          {!only && (
            <LinkButton href={`${base}/removal`} kind="link">
              {w.unlink}
            </LinkButton>
          )}
        </div>
      )}
    </div>
  )
}

function DescriptionForm({
  viewer,
  account,
  contact,
  editing,
}: Pick<Props, 'viewer' | 'account' | 'contact'> & { editing: Editing & { what: 'description' } }) {
  const w = words[viewer.language]
  const action = `/accounts/${account.id}/links/${contact.id}/description`
  const hx = regionOf(contact)
  const { form, conflict } = editing
  if (conflict)
    return (
      <ConflictForm
        viewer={viewer}
        action={action}
        cancel={action}
        version={contact.version}
        hx={hx}
        fields={[
          {
            name: 'description',
            label: w.description,
            mine: form.values.description ?? '',
            theirs: contact.description,
          },
        ]}
      />
    )
  return (
    <Form viewer={viewer} action={action} hx={hx} version={Number(form.values.version)}>
      <Field
        name="description"
        label={w.descriptionFor(nameOf(contact))}
        value={form.values.description}
        error={problemText(viewer, form.problems, 'description')}
        maxlength={200}
        autofocus
      />
      <FormActions viewer={viewer} cancel={action} hx={hx} />
    </Form>
  )
}
