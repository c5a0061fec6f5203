import type { Contact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { TagBadge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Checkboxes } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface Tag {
  id: number
  name: string
  colour: string
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
