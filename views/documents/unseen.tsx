import type { UnseenDocument } from '#src/documents/list.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'
import { documentPath } from './path.ts'

/** In one's day: what clients have brought and nobody of the firm has opened. */
export function NewFromClients({ viewer, documents }: { viewer: Viewer; documents: readonly UnseenDocument[] }) {
  const w = words[viewer.language]
  return (
    <Section id="new-from-clients" title={w.fromClients}>
      {documents.length === 0 && <Empty>{w.noneFromClients}</Empty>}
      <ul class="rows">
        {documents.map((document) => (
          <li>
            <a href={documentPath(document)}>{document.name}</a>
            <p class="muted small">
              <a href={`/accounts/${document.account_id}`}>{document.account_name}</a>
              {' · '}
              {w.byClient(document.added_by_name)}
              {' · '}
              <Moment viewer={viewer} at={document.added_at} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
