import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** A column's heading that sorts by it. */
export function SortHeading({
  viewer,
  label,
  href,
  sorted,
}: {
  viewer: Viewer
  label: string
  href: string
  sorted?: 'up' | 'down' | undefined
}) {
  const w = words[viewer.language]
  return (
    <th scope="col" aria-sort={sorted ? (sorted === 'up' ? 'ascending' : 'descending') : undefined}>
      <a href={href}>
        {label}
        {sorted && <span title={sorted === 'up' ? w.sortedUp : w.sortedDown}>{sorted === 'up' ? ' ↑' : ' ↓'}</span>}
      </a>
    </th>
  )
}
