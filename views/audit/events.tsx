import type { AuditEvent } from '#src/audit/events.ts'
import { Empty } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { visibleChanges } from './changes.ts'
import { kindText } from './event-words.ts'
import { Restore, type Restoring, TakenBack } from './restoring.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  events: readonly AuditEvent[]
  /** Whether to name the thing that each event is about: not on the thing's own page. */
  subjects?: boolean
  restoring?: Restoring
}

export function EventList({ viewer, events, subjects = false, restoring }: Props) {
  const w = words[viewer.language]
  if (events.length === 0) return <Empty>{w.none}</Empty>
  return (
    <ol class="rows">
      {events.map((event) => (
        <li id={restoring && `event-${event.id}`}>
          <div class="row-head">
            <Telling viewer={viewer} event={event} subjects={subjects} />
            <span class="muted small">
              <Moment viewer={viewer} at={event.at} />
              {subjects && event.address && ` · ${event.address}`}
            </span>{' '}
            {restoring?.may.has(event.id) && <Restore viewer={viewer} event={event} restoring={restoring} />}
          </div>
          <Changed viewer={viewer} event={event} />
          <TakenBack viewer={viewer} event={event} just={restoring?.just === event.id} />
        </li>
      ))}
    </ol>
  )
}

function Telling({ viewer, event, subjects }: { viewer: Viewer; event: AuditEvent; subjects: boolean }) {
  return (
    <span>
      {event.actor && <strong>{event.actor}</strong>} {kindText(viewer.language, event.kind)}
      {subjects && event.subject && (
        <>
          {': '}
          {event.accountId && event.kind !== 'account deleted' ? (
            <a href={`/accounts/${event.accountId}`}>{event.subject}</a>
          ) : event.contactId ? (
            <a href={`/contacts/${event.contactId}`}>{event.subject}</a>
          ) : (
            <bdi>{event.subject}</bdi>
          )}
        </>
      )}
    </span>
  )
}

function Changed({ viewer, event }: { viewer: Viewer; event: AuditEvent }) {
  const changes = visibleChanges(viewer, event)
  if (changes.length === 0) return null
  return (
    <ul class="small muted">
      {changes.map(({ label, old, now }) => (
        <li>
          <bdi>{label}</bdi>
          {(old !== null || now !== null) && (
            <>
              : {old !== null && old !== now && <del class="old">{old}</del>}{' '}
              {old !== null && now !== null && old !== now && '→ '}
              <bdi>{now}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
