import { newness } from '#src/documents/rules.ts'
import { Badge } from '../ui/badge.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'
import { newnessTones } from './status.ts'

/** Said of what a client brought and the reader has not opened. */
export function NewBadge({ viewer, document }: { viewer: Viewer; document: Parameters<typeof newness>[0] }) {
  const w = words[viewer.language]
  const found = newness(document)
  if (!found) return null
  return (
    <span title={found === 'new' ? w.newTitle : w.newToYouTitle}>
      <Badge kind={newnessTones[found]}>{found === 'new' ? w.new : w.newToYou}</Badge>
    </span>
  )
}
