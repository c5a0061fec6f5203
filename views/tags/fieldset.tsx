import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { TagBadge } from '../ui/badge.tsx'
import { Checkboxes, Field, Select } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty } from '../ui/section.tsx'
import { tagColours } from '../ui/tag-colours.ts'
import { Was } from '../ui/was.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface Tag {
  id: number
  name: string
  colour: string
}

interface Props {
  viewer: Viewer
  form: FormState
  all: Tag[]
  autofocus?: boolean
}

/** Tags to tick, and one to be made in place. */
export function TagFieldset({ viewer, form, all, autofocus }: Props) {
  const w = words[viewer.language]
  return (
    <>
      <Was name="tags" form={form} />
      {all.length > 0 ? (
        <Checkboxes
          name="tags"
          label={w.tags}
          options={all.map((tag) => ({ value: String(tag.id), label: <TagBadge {...tag} /> }))}
          values={form.lists.tags ?? []}
          autofocus={autofocus}
        />
      ) : (
        <Empty>{w.noneOfFirm}</Empty>
      )}
      {can(viewer.staff, 'manage tags') && <NewTag viewer={viewer} form={form} />}
    </>
  )
}

function NewTag({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <div class="field-grid">
      <Field {...field('new_tag')} label={w.new} help={w.newHelp} maxlength={50} />
      <Select
        {...field('new_tag_colour')}
        label={w.colour}
        options={tagColours.map((value) => ({ value, label: w.colours[value] }))}
      />
    </div>
  )
}
