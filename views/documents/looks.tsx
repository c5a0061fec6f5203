import type { Look } from '#src/documents/looked-at.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './page-words.ts'

interface Props {
  viewer: Viewer
  looks: readonly Look[]
  moreLooks: boolean
}

/** Who opened or downloaded which version, and when. */
export function Looks({ viewer, looks, moreLooks }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <Section id="document-looks" title={w.seenBy}>
      {looks.length === 0 && <Empty>{w.seenByNobody}</Empty>}
      <ul class="rows">
        {looks.map((look) => (
          <li>
            <div class="row-head">
              <bdi>{look.isClient ? w.aClient(look.name) : look.name}</bdi>{' '}
              <span class="muted small">{w.version(count(look.number))}</span>
            </div>
            <p class="muted small">
              <Moment viewer={viewer} at={look.last_at} />
              {Number(look.times) > 1 && (
                <>
                  {' · '}
                  {w.timesSince(count(Number(look.times)), datesFor(viewer).time(look.first_at))}
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {moreLooks && <p class="muted small">{w.seenByMore}</p>}
    </Section>
  )
}
