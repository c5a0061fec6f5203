import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** How many accounts of a group one may open, and how many more there are. */
export function MemberCount({ viewer, seen, hidden }: { viewer: Viewer; seen: number; hidden: number }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <span class="muted small">
      {[w.count(seen, count(seen)), hidden > 0 && w.hidden(hidden, count(hidden))].filter(Boolean).join(', ')}
    </span>
  )
}
