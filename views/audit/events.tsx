import type { AuditEvent } from '#src/audit/events.ts'
import { Empty } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { fieldWords, kindWords, words } from './words.ts'

interface Props {
  viewer: Viewer
  events: readonly AuditEvent[]
  /** Whether to name the thing that each event is about: not on the thing's own page. */
  subjects?: boolean
}

/** Fields whose values are for the people concerned alone: that they changed is told, not what they are. */
const secret = new Set(['tax_id', 'iban'])

export function EventList({ viewer, events, subjects = false }: Props) {
  const kinds = kindWords[viewer.language]
  const fields: Record<string, string> = fieldWords[viewer.language]
  const w = words[viewer.language]
  if (events.length === 0) return <Empty>{w.none}</Empty>
  return (
    <ol class="rows">
      {events.map((event) => (
        <li>
          <div class="row-head">
            <span>
              {event.actor && <strong>{event.actor}</strong>} {kinds[event.kind]}
              {subjects && event.subject && (
                <>
                  {': '}
                  {event.accountId && event.kind !== 'account deleted' ? (
                    <a href={`/accounts/${event.accountId}`}>{event.subject}</a>
                  ) : event.contactId ? (
                    <a href={`/contacts/${event.contactId}`}>{event.subject}</a>
                  ) : (
                    event.subject
                  )}
                </>
              )}
            </span>
            <span class="muted small">
              <Moment viewer={viewer} at={event.at} />
              {subjects && event.address && ` · ${event.address}`}
            </span>
          </div>
          {Object.keys(event.changes).length > 0 && (
            <ul class="small muted">
              {Object.entries(event.changes).map(([field, [old, now]]) => (
                <li>
                  {fields[field] ?? field}
                  {secret.has(field) ? (
                    ''
                  ) : (
                    <>
                      : {old !== null && old !== now && <del class="old">{old}</del>}{' '}
                      {old !== null && now !== null && old !== now && '→ '}
                      {now ?? ''}
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
