import type { Account } from '#src/accounts/account.ts'
import { can } from '#src/staff/rights.ts'
import { TagBadge, TagList } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Checkboxes } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Tag {
  id: number
  name: string
  colour: string
}

interface Props {
  viewer: Viewer
  account: Account
  tags: Tag[]
}

const region = { target: '#tags', swap: 'outerHTML' } as const

export function Tags({ viewer, account, tags, justEdited }: Props & { justEdited?: boolean }) {
  const w = words[viewer.language]
  return (
    <Section
      id="tags"
      title={w.tags}
      actions={
        can(viewer.staff, 'tag accounts') && (
          <LinkButton href={`/accounts/${account.id}/tags/edit`} kind="link" hx={region} autofocus={justEdited}>
            {w.editTags}
          </LinkButton>
        )
      }
    >
      {tags.length === 0 ? <Empty>{w.noTags}</Empty> : <TagList tags={tags} />}
    </Section>
  )
}

export function TagsForm({ viewer, account, tags, all }: Props & { all: Tag[] }) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}/tags`
  return (
    <Section id="tags" title={w.tags}>
      <Form viewer={viewer} action={base} hx={region}>
        {tags.map((tag) => (
          <input type="hidden" name="was" value={tag.id} />
        ))}
        {all.length === 0 ? (
          <Empty>{w.noTagsAtAll}</Empty>
        ) : (
          <Checkboxes
            name="tags"
            label={w.tags}
            options={all.map((tag) => ({ value: String(tag.id), label: <TagBadge {...tag} /> }))}
            values={tags.map((tag) => String(tag.id))}
          />
        )}
        <FormActions viewer={viewer} cancel={base} hx={region} />
      </Form>
    </Section>
  )
}
