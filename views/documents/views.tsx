import type { DocumentView } from '#src/documents/seen.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './page-words.ts'

interface Props {
  viewer: Viewer
  views: readonly DocumentView[]
  moreViews: boolean
}

/** Who opened or downloaded which version, and when. */
export function DocumentViews({ viewer, views, moreViews }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <Section id="document-views" title={w.seenBy}>
      {views.length === 0 && <Empty>{w.seenByNobody}</Empty>}
      <ul class="rows">
        {views.map((view) => (
          <li>
            <div class="row-head">
              <bdi>{view.isClient ? w.aClient(view.name) : view.name}</bdi>{' '}
              <span class="muted small">{w.version(count(view.number))}</span>
            </div>
            <p class="muted small">
              <Moment viewer={viewer} at={view.last_at} />
              {Number(view.times) > 1 && (
                <>
                  {' · '}
                  {w.timesSince(count(Number(view.times)), datesFor(viewer).time(view.first_at))}
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {moreViews && <p class="muted small">{w.seenByMore}</p>}
    </Section>
  )
}
