import type { AuditEvent } from '#src/audit/events.ts'
import type { Contact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { EventList } from '../audit/events.tsx'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, TagBadge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Facts } from '../ui/facts.tsx'
import { Checkboxes } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { ContactFieldset, contactLabels } from './fields.tsx'
import { words } from './words.ts'

interface Tag {
  id: number
  name: string
  colour: string
}

export interface ContactData {
  contact: Contact
  emails: string[]
  phones: string[]
  tags: Tag[]
  accounts: { id: number; name: string; short_id: string; archived_at: string | null; description: string }[]
  events: AuditEvent[]
}

export function ContactPage({
  viewer,
  contact,
  emails,
  phones,
  tags,
  accounts,
  events,
}: ContactData & { viewer: Viewer }) {
  const w = words[viewer.language]
  const name = contactName(contact)
  const place = [
    contact.street,
    contact.street_2,
    [contact.postcode, contact.city].filter(Boolean).join(' '),
    contact.region,
    contact.country && countryName(viewer.language, contact.country),
  ]
  return (
    <Page viewer={viewer} title={name}>
      <div class="page-head">
        <Avatar name={name} size="large" />
        <h1>{name}</h1>
        {can(viewer.staff, 'edit contacts') && <LinkButton href={`/contacts/${contact.id}/edit`}>{w.edit}</LinkButton>}
      </div>
      <div class="columns">
        <Section id="details" title={w.details}>
          <Facts
            facts={[
              [w.firstName, contact.first_name],
              [w.lastName, contact.last_name],
              [w.company, contact.company],
              [
                w.email,
                emails.length > 0 &&
                  emails.map((email, i) => (
                    <>
                      {i > 0 && <br />}
                      <a href={`mailto:${email}`}>{email}</a>
                    </>
                  )),
              ],
              [
                w.phone,
                phones.length > 0 &&
                  phones.map((phone, i) => (
                    <>
                      {i > 0 && <br />}
                      <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
                    </>
                  )),
              ],
              [w.address, place.filter(Boolean).join('\n')],
              [w.birthDate, contact.birth_date && <Day viewer={viewer} at={contact.birth_date} />],
              [w.language, contact.language && w.languages[contact.language]],
              [w.notes, contact.notes],
            ]}
          />
        </Section>
        <Section id="accounts" title={w.accounts} count={formatsIn(viewer.language).count(accounts.length)}>
          {accounts.length === 0 && <Empty>{w.noAccounts}</Empty>}
          <ul class="rows">
            {accounts.map((account) => (
              <li>
                <a href={`/accounts/${account.id}`}>{account.name}</a> <span class="short-id">{account.short_id}</span>{' '}
                {account.archived_at && <Badge kind="warn">{ui[viewer.language].archived}</Badge>}
                {account.description && <p class="muted">{account.description}</p>}
              </li>
            ))}
          </ul>
        </Section>
        {(tags.length > 0 || can(viewer.staff, 'tag contacts')) && (
          <ContactTags viewer={viewer} contact={contact} tags={tags} />
        )}
        <Section id="activity" title={w.activity}>
          <EventList viewer={viewer} events={events} />
        </Section>
      </div>
    </Page>
  )
}

const tagRegion = { target: '#tags', swap: 'outerHTML' } as const

interface ContactTagsProps {
  viewer: Viewer
  contact: Contact
  tags: Tag[]
  justEdited?: boolean
}

export function ContactTags({ viewer, contact, tags, justEdited }: ContactTagsProps) {
  const w = words[viewer.language]
  return (
    <Section
      id="tags"
      title={w.tags}
      actions={
        can(viewer.staff, 'tag contacts') && (
          <LinkButton href={`/contacts/${contact.id}/tags/edit`} kind="link" hx={tagRegion} autofocus={justEdited}>
            {w.edit}
          </LinkButton>
        )
      }
    >
      {tags.length === 0 ? <Empty>{ui[viewer.language].none}</Empty> : tags.map((tag) => <TagBadge {...tag} />)}
    </Section>
  )
}

export function ContactTagsForm({
  viewer,
  contact,
  tags,
  all,
}: {
  viewer: Viewer
  contact: Contact
  tags: Tag[]
  all: Tag[]
}) {
  const w = words[viewer.language]
  return (
    <Section id="tags" title={w.tags}>
      <Form viewer={viewer} action={`/contacts/${contact.id}/tags`} hx={tagRegion}>
        {tags.map((tag) => (
          <input type="hidden" name="was" value={tag.id} />
        ))}
        <Checkboxes
          name="tags"
          label={w.tags}
          options={all.map((tag) => ({ value: String(tag.id), label: <TagBadge {...tag} /> }))}
          values={tags.map((tag) => String(tag.id))}
        />
        <FormActions viewer={viewer} cancel={`/contacts/${contact.id}`} />
      </Form>
    </Section>
  )
}

/** The form of a contact alone on its page: without JavaScript, the tags' form. */
export function ContactTagsPage(props: { viewer: Viewer; contact: Contact; tags: Tag[]; all: Tag[] }) {
  const { viewer, contact } = props
  const name = contactName(contact)
  return (
    <Page viewer={viewer} title={name}>
      <div class="page-head">
        <h1>{name}</h1>
      </div>
      <div class="narrow">
        <ContactTagsForm {...props} />
      </div>
    </Page>
  )
}

interface FormProps {
  viewer: Viewer
  /** Null for a new one. */
  contact: Contact | null
  form: FormState
  /** The contact as it is now, where somebody has changed it meanwhile. */
  theirs?: FormState['values']
}

export function ContactFormPage({ viewer, contact, form, theirs }: FormProps) {
  const w = words[viewer.language]
  const title = contact ? contactName(contact) : w.newContact
  const action = contact ? `/contacts/${contact.id}` : '/contacts'
  const cancel = action
  const labels = contactLabels(viewer)
  return (
    <Page viewer={viewer} title={title}>
      <div class="page-head">
        <h1>{title}</h1>
      </div>
      <div class="narrow">
        <Section id="edit" title={w.details}>
          {theirs && contact ? (
            <ConflictForm
              viewer={viewer}
              action={action}
              cancel={cancel}
              version={contact.version}
              fields={Object.entries(labels).map(([name, label]) => ({
                name,
                label,
                mine: form.values[name] ?? '',
                theirs: theirs[name] ?? '',
              }))}
            />
          ) : (
            <Form viewer={viewer} action={action} version={contact ? Number(form.values.version) : undefined}>
              <Summary viewer={viewer} problems={form.problems} labels={labels} />
              <ContactFieldset viewer={viewer} form={form} autofocus />
              <FormActions viewer={viewer} label={contact ? ui[viewer.language].save : w.create} cancel={cancel} />
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}
