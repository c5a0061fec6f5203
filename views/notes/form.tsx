import type { PersonWhoSees } from '#src/accounts/seen-by.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Select, TextArea } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  /** Who can be mentioned: whoever may see the account. */
  people: readonly PersonWhoSees[]
  /** Where several forms may stand on one page. */
  idPrefix: string
  rows?: number
  autofocus?: boolean
}

/** A note's text, and beside it whom it mentions: a script puts a chosen name into the text, without one the name is added when it is saved. */
export function NoteFields({ viewer, form, people, idPrefix, rows = 3, autofocus }: Props) {
  const w = words[viewer.language]
  return (
    <>
      <TextArea
        name="text"
        label={w.text}
        help={w.textHelp}
        value={form.values.text ?? ''}
        error={problemText(viewer, form.problems, 'text')}
        rows={rows}
        required
        idPrefix={idPrefix}
        autofocus={autofocus}
      />
      <MentionSelect viewer={viewer} form={form} people={people} idPrefix={idPrefix} />
    </>
  )
}

/** Whom a text beside it is to mention. */
export function MentionSelect({
  viewer,
  form,
  people,
  idPrefix,
}: Pick<Props, 'viewer' | 'form'> & { people: readonly { id: number; name: string }[]; idPrefix?: string }) {
  const w = words[viewer.language]
  const others = [...new Set(people.filter(({ id }) => id !== viewer.staff?.id).map(({ name }) => name))]
  return others.length === 0 ? null : (
    <Select
      name="mention"
      label={w.mention}
      blank={w.mentionNobody}
      value={form.values.mention ?? ''}
      error={problemText(viewer, form.problems, 'mention')}
      options={others.map((name) => ({ value: name, label: name }))}
      idPrefix={idPrefix}
    />
  )
}
