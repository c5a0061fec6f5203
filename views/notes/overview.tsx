import type { PersonWhoSees } from '#src/accounts/seen-by.ts'
import type { ShownNote } from '#src/notes/list.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { HiddenFields, LinkButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { NoteFields } from './form.tsx'
import { NoteHead } from './head.tsx'
import { words } from './words.ts'

const region = { target: '#overview-notes' } as const

interface Props {
  viewer: Viewer
  accountId: number
  notes: readonly ShownNote[]
  count: number
  /** Where a note is being written. */
  adding?: { form: FormState; people: readonly PersonWhoSees[] } | undefined
  justClosed?: boolean | undefined
}

/** On the overview: the newest notes, and the form for another. */
export function OverviewNotes({ viewer, accountId, notes, count, adding, justClosed }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${accountId}/notes`
  return (
    <Section
      id="overview-notes"
      title={w.notes}
      count={formatsIn(viewer.language).count(count)}
      actions={
        <>
          <ViewAll viewer={viewer} href={base} />
          {!adding && (
            <LinkButton href={`${base}/new`} kind="link" hx={region} autofocus={justClosed}>
              {w.add}
            </LinkButton>
          )}
        </>
      }
    >
      {adding && (
        <Form viewer={viewer} action={base} creates hx={region} class="panel">
          <HiddenFields fields={{ from: 'overview' }} />
          <NoteFields viewer={viewer} {...adding} idPrefix="note" autofocus />
          <FormActions viewer={viewer} label={w.add} cancel={`${base}/newest`} hx={region} />
        </Form>
      )}
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
    </Section>
  )
}
