import type { PersonWhoSees } from '#src/accounts/seen-by.ts'
import type { ShownNote } from '#src/notes/list.ts'
import type { Note } from '#src/notes/note.ts'
import { mayEditNote } from '#src/notes/rules.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { NoteFields } from './form.tsx'
import { NoteHead } from './head.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  accountId: number
  note: ShownNote
  people: readonly PersonWhoSees[]
  /** The note as a form to edit it. */
  form?: FormState
  /** The note as it is now, where it was changed since the form was made. */
  conflict?: Note
  justEdited?: boolean
}

/** One note by itself, whole. */
export function NotePage({ head, ...props }: Props & { head: ProfileHead }) {
  const w = words[props.viewer.language]
  return (
    <ProfilePage viewer={props.viewer} head={head} title={w.note}>
      <div class="narrow">
        <Section
          id="note"
          title={w.note}
          actions={
            <a class="action" href={`/accounts/${head.id}/notes`}>
              {w.all}
            </a>
          }
        >
          <ul class="rows notes">
            <NoteRow {...props} />
          </ul>
        </Section>
      </div>
    </ProfilePage>
  )
}

/** A note among others: what it says and what one may do with it, or the form to edit it. */
export function NoteRow(props: Props) {
  const { viewer, accountId, note } = props
  const path = `/accounts/${accountId}/notes/${note.id}`
  return (
    <li id={`note-${note.id}`}>
      <div class="row-head">
        <NoteHead viewer={viewer} note={note} href={path} />
        {!props.form && <NoteActions {...props} path={path} />}
      </div>
      {props.form ? (
        <EditForm {...props} form={props.form} path={path} />
      ) : (
        <>
          <MarkdownText text={note.text} names={note.mentions} />
          {note.isCut && (
            <a class="action" href={path}>
              {words[viewer.language].readOn}
            </a>
          )}
        </>
      )}
    </li>
  )
}

function NoteActions({ viewer, note, path, justEdited }: Props & { path: string }) {
  const w = words[viewer.language]
  const isPinned = note.pinned_at !== ''
  const hx = { target: `#note-${note.id}` }
  const may = mayEditNote(viewer.staff, note)
  return (
    <div class="actions">
      {may && (
        <>
          <LinkButton href={`${path}/edit`} kind="link" hx={hx} autofocus={justEdited} label={w.editOf(note.author)}>
            {w.edit}
          </LinkButton>
          <PostButton
            viewer={viewer}
            action={`${path}/pin`}
            fields={{ wanted: isPinned ? 'off' : 'on' }}
            label={isPinned ? w.unpin : w.pin}
            kind="quiet"
            hx={hx}
            id={`pin-${note.id}`}
          />
        </>
      )}
      {note.version > 1 && (
        <LinkButton href={`${path}/history`} kind="link">
          {w.history}
        </LinkButton>
      )}
      {may && (
        <LinkButton href={`${path}/removal`} kind="link" label={w.deleteOf(note.author)}>
          {w.delete}
        </LinkButton>
      )}
    </div>
  )
}

function EditForm({ viewer, note, form, people, conflict, path }: Props & { form: FormState; path: string }) {
  const hx = { target: `#note-${note.id}` }
  const text = form.values.text ?? ''
  if (conflict)
    return (
      <ConflictForm
        viewer={viewer}
        action={path}
        cancel={path}
        version={conflict.version}
        fields={[{ name: 'text', label: words[viewer.language].text, mine: text, theirs: conflict.text }]}
        hx={hx}
      />
    )
  return (
    <Form viewer={viewer} action={path} hx={hx} version={Number(form.values.version)}>
      <NoteFields
        viewer={viewer}
        form={form}
        people={people}
        idPrefix={`note-${note.id}`}
        rows={Math.min(18, Math.max(4, text.split('\n').length + 1))}
        autofocus
      />
      <FormActions viewer={viewer} cancel={path} hx={hx} />
    </Form>
  )
}
