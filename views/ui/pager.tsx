import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** To the pages before and after; nothing where there is only one. */
export function Pager({
  viewer,
  previous,
  next,
}: {
  viewer: Viewer
  previous?: string | undefined
  next?: string | undefined
}) {
  const w = words[viewer.language]
  if (!previous && !next) return null
  return (
    <nav class="pager" aria-label={w.pages}>
      {previous && (
        <a href={previous} rel="prev">
          ← {w.previous}
        </a>
      )}{' '}
      {next && (
        <a href={next} rel="next">
          {w.next} →
        </a>
      )}
    </nav>
  )
}

/** To what is older than the last of a list that is looked at from its newest; nothing where that is all. */
export const Older = ({ viewer, href }: { viewer: Viewer; href: string | undefined }) =>
  href === undefined ? null : (
    <p class="pager">
      <a href={href} rel="next">
        {words[viewer.language].older} →
      </a>
    </p>
  )
