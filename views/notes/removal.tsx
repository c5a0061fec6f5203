import type { ShownNote } from '#src/notes/list.ts'
import { daysKept } from '#src/notes/rules.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Asks before a note is deleted. */
export function NoteRemovalPage({ viewer, head, note }: { viewer: Viewer; head: ProfileHead; note: ShownNote }) {
  const w = words[viewer.language]
  const formats = formatsIn(viewer.language)
  const base = `/accounts/${head.id}/notes`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.removalTitle}>
      <div class="narrow">
        <Section id="removal" title={w.removalTitle}>
          <p>
            {w.removalText(note.author, datesFor(viewer).time(note.created_at))} {note.version > 1 && w.removalEarlier}
          </p>
          <blockquote class="note-quoted">
            <MarkdownText text={note.text} names={note.mentions} />
          </blockquote>
          <p class="muted">{w.removalRestore(formats.count(daysKept))}</p>
          <Form viewer={viewer} action={`${base}/${note.id}/removal`}>
            <FormActions viewer={viewer} label={w.delete} kind="danger" cancel={base} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
