import type { ShownNote } from '#src/notes/list.ts'
import { datesFor } from '#src/platform/language/format.ts'
import { Badge } from '../ui/badge.tsx'
import { Icon } from '../ui/icon.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { noteTones } from './status.ts'
import { words } from './words.ts'

/** Who wrote a note and when, and what has become of it since. */
export function NoteHead({ viewer, note, href }: { viewer: Viewer; note: ShownNote; href?: string }) {
  const w = words[viewer.language]
  const when = <Moment viewer={viewer} at={note.created_at} />
  return (
    <span class="note-head">
      <bdi>{note.author}</bdi>{' '}
      <span class="muted small">
        {href ? <a href={href}>{when}</a> : when}
        {note.edited_at && (
          <>
            {' · '}
            {note.editor === note.author ? w.edited : w.editedBy(note.editor!)}{' '}
            <Moment viewer={viewer} at={note.edited_at} />
          </>
        )}
      </span>{' '}
      <Pinned viewer={viewer} note={note} />
    </span>
  )
}

/** Says that a note is pinned, and to whoever asks by whom. */
function Pinned({ viewer, note }: { viewer: Viewer; note: ShownNote }) {
  const w = words[viewer.language]
  if (note.pinned_at === '') return null
  const at = datesFor(viewer).time(note.pinned_at)
  return (
    <span title={w.pinnedBy(note.pinner ?? '', at)}>
      <Badge kind={noteTones.pinned}>
        <Icon name="pin" /> {w.isPinned}
      </Badge>
    </span>
  )
}
