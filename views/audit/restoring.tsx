import type { AuditEvent } from '#src/audit/events.ts'
import { datesFor } from '#src/platform/language/format.ts'
import type { RestoreProblem } from '#src/restorations/restoration.ts'
import { PostButton } from '../ui/button.tsx'
import type { Hx } from '../ui/htmx.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** How the events of a list are taken back. */
export interface Restoring {
  /** Which of them the reader may take back. */
  may: ReadonlySet<number>
  action(eventId: number): string
  fields?: Record<string, string | number>
  hx?: Hx
  /** The one that has just been: the keyboard is there. */
  just?: number
}

/** Why what was just tried could not be taken back; nothing where it could. */
export function RestoreRefused({ viewer, problem }: { viewer: Viewer; problem?: RestoreProblem | undefined }) {
  if (!problem) return null
  return (
    <p class="notice notice-bad" role="alert">
      {words[viewer.language].cantRestore[problem]}
    </p>
  )
}

export function Restore({ viewer, event, restoring }: { viewer: Viewer; event: AuditEvent; restoring: Restoring }) {
  return (
    <PostButton
      viewer={viewer}
      action={restoring.action(event.id)}
      fields={restoring.fields}
      hx={restoring.hx}
      kind="quiet"
      label={words[viewer.language].restore}
    />
  )
}

/** By whom and when an event was taken back; the keyboard is there when it has `just` been. */
export function TakenBack({ viewer, event: { undo }, just }: { viewer: Viewer; event: AuditEvent; just: boolean }) {
  if (!undo?.undoneAt) return null
  const at = datesFor(viewer).time(undo.undoneAt)
  return (
    <p class="small" tabindex={just ? -1 : undefined} autofocus={just}>
      {words[viewer.language].restoredBy(undo.undoneBy, at)}
    </p>
  )
}
