import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  title: string
  /** The first few of them, and of which account they are. */
  named: readonly { name: string; of?: string; path: string }[]
  count: number
  /** The list of them all. */
  all: string
}

/** What somebody who leaves still has of one kind: how many, the first by name, and where they all are. */
export function LeftBehind({ viewer, title, named, count, all }: Props) {
  const formats = formatsIn(viewer.language)
  return (
    <li>
      <a href={all}>
        {title}: {formats.count(count)}
      </a>
      <p class="muted small">
        {named.map(({ name, of, path }, i) => (
          <>
            {i > 0 && ' · '}
            <a href={path}>
              <bdi>{name}</bdi>
            </a>
            {of && (
              <>
                , <bdi>{of}</bdi>
              </>
            )}
          </>
        ))}
        {count > named.length && ` · ${words[viewer.language].andMore(formats.count(count - named.length))}`}
      </p>
    </li>
  )
}
