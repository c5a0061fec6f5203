import type { PersonWhoSees } from '#src/accounts/seen-by.ts'
import type { ShownNote } from '#src/notes/list.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { NoteFields } from './form.tsx'
import { NoteHead } from './head.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  accountId: number
  notes: readonly ShownNote[]
  count: number
  people: readonly PersonWhoSees[]
  form: FormState
  justWritten?: boolean
}

/** On the overview: the newest notes, and the form for another. */
export function OverviewNotes({ viewer, accountId, notes, count, people, form, justWritten }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${accountId}/notes`
  const isWrong = Object.keys(form.problems).length > 0
  return (
    <Section
      id="overview-notes"
      title={w.notes}
      count={formatsIn(viewer.language).count(count)}
      actions={<ViewAll viewer={viewer} href={base} />}
    >
      {notes.length === 0 && <Empty>{w.none}</Empty>}
      <ul class="rows notes">
        {notes.map((note) => (
          <li>
            <NoteHead viewer={viewer} note={note} href={`${base}/${note.id}`} />
            <MarkdownText text={note.text} names={note.mentions} />
            {note.isCut && (
              <a class="action" href={`${base}/${note.id}`}>
                {w.readOn}
              </a>
            )}
          </li>
        ))}
      </ul>
      <details class="note-new" open={isWrong}>
        <summary class="action" autofocus={justWritten}>
          {w.add}
        </summary>
        <Form viewer={viewer} action={base} creates hx={{ target: '#overview-notes' }}>
          <HiddenFields fields={{ from: 'overview' }} />
          <NoteFields viewer={viewer} form={form} people={people} idPrefix="note" autofocus={isWrong} />
          <Button kind="primary">{w.add}</Button>
        </Form>
      </details>
    </Section>
  )
}
