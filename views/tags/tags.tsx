import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { TagUse } from '#src/tags/tag.ts'
import { Page } from '../layout/page.tsx'
import { TagBadge } from '../ui/badge.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { type TagColour, tagColours } from '../ui/tag-colours.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface Tag extends TagUse {
  id: number
  name: string
  colour: string
  version: number
}

/** How often each kind of thing carries a tag: "accounts: 3 · contacts: 1". */
const useOf = (viewer: Viewer, tag: TagUse) => {
  const { used } = words[viewer.language]
  const kinds = Object.keys(used) as (keyof TagUse)[]
  return kinds.map((kind) => `${used[kind]}: ${formatsIn(viewer.language).some(tag[kind])}`).join(' · ')
}

function TagFields({ viewer, form, autofocus }: { viewer: Viewer; form: FormState; autofocus?: boolean }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <div class="field-grid">
      <Field {...field('name')} label={w.name} required maxlength={50} autofocus={autofocus} />
      <Select
        {...field('colour')}
        label={w.colour}
        options={tagColours.map((value) => ({ value, label: w.colours[value] }))}
      />
    </div>
  )
}

export function TagsPage({ viewer, tags, form }: { viewer: Viewer; tags: Tag[]; form: FormState }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <Page viewer={viewer} title={w.tags}>
      <div class="page-head">
        <h1>{w.tags}</h1>
      </div>
      <div class="narrow">
        <Section id="new-tag" title={w.new}>
          <Form viewer={viewer} action="/settings/tags" creates>
            <Summary viewer={viewer} problems={form.problems} labels={{ name: w.name, colour: w.colour }} />
            <TagFields viewer={viewer} form={form} />
            <Button kind="primary">{w.create}</Button>
          </Form>
        </Section>
        <Section id="tags" title={w.tags} count={count(tags.length)}>
          {tags.length === 0 && <Empty>{w.none}</Empty>}
          <ul class="rows">
            {tags.map((tag) => (
              <li class="row-head">
                <span>
                  <TagBadge {...tag} /> <span class="muted small">{useOf(viewer, tag)}</span>
                </span>
                <div class="actions">
                  <LinkButton href={`/settings/tags/${tag.id}/edit`} kind="link" label={`${w.edit}: ${tag.name}`}>
                    {w.edit}
                  </LinkButton>
                  <LinkButton href={`/settings/tags/${tag.id}/removal`} kind="link" label={`${w.delete}: ${tag.name}`}>
                    {w.delete}
                  </LinkButton>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}

interface EditProps {
  viewer: Viewer
  tag: { id: number; name: string; colour: string; version: number }
  form: FormState
  conflict?: boolean
}

export function TagFormPage({ viewer, tag, form, conflict }: EditProps) {
  const w = words[viewer.language]
  const action = `/settings/tags/${tag.id}`
  const colourName = (value: string) => w.colours[value as TagColour] ?? value
  return (
    <Page viewer={viewer} title={tag.name}>
      <div class="narrow">
        <Section id="tag" title={tag.name}>
          {conflict ? (
            <ConflictForm
              viewer={viewer}
              action={action}
              cancel="/settings/tags"
              version={tag.version}
              fields={[
                { name: 'name', label: w.name, mine: form.values.name ?? '', theirs: tag.name },
                {
                  name: 'colour',
                  label: w.colour,
                  mine: form.values.colour ?? '',
                  theirs: tag.colour,
                  shown: colourName,
                },
              ]}
            />
          ) : (
            <Form viewer={viewer} action={action} version={Number(form.values.version)}>
              <TagFields viewer={viewer} form={form} autofocus />
              <FormActions viewer={viewer} cancel="/settings/tags" />
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}

export function TagRemovalPage({ viewer, tag }: { viewer: Viewer; tag: Tag }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(tag.name)}>
          <p>{w.deleteText(useOf(viewer, tag))}</p>
          <Form viewer={viewer} action={`/settings/tags/${tag.id}/removal`}>
            <FormActions viewer={viewer} label={w.delete} kind="danger" cancel="/settings/tags" />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
