import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** How far some work is, as a bar and as "12 of 340". */
export function Progress({ viewer, label, done, of }: { viewer: Viewer; label: string; done: number; of: number }) {
  const { count } = formatsIn(viewer.language)
  return (
    <div class="progress">
      <span>{label}</span> <span class="muted">{words[viewer.language].progress(count(done), count(of))}</span>
      <progress aria-label={label} value={done} max={Math.max(of, 1)}></progress>
    </div>
  )
}
