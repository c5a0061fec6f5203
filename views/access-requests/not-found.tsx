import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export function NoSuchClient({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <p>
      {w.notFound} <a href="/access-requests#ask">{w.ask}</a>
    </p>
  )
}
