import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** A column's heading that sorts by it. */
export function SortHeading({
  viewer,
  label,
  href,
  sorted,
  num,
}: {
  viewer: Viewer
  label: string
  href: string
  sorted?: 'up' | 'down' | undefined
  /** A column of numbers. */
  num?: boolean
}) {
  const w = words[viewer.language]
  return (
    <th
      scope="col"
      class={num ? 'num' : undefined}
      aria-sort={sorted ? (sorted === 'up' ? 'ascending' : 'descending') : undefined}
    >
      <a href={href}>
        {label}
        {sorted && <span title={sorted === 'up' ? w.sortedUp : w.sortedDown}>{sorted === 'up' ? ' ↑' : ' ↓'}</span>}
      </a>
    </th>
  )
}
