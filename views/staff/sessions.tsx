import { browserText } from '../ui/browser-text.ts'
import { PostButton } from '../ui/button.tsx'
import { Empty } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface Session {
  id: string
  created_at: string
  last_seen_at: string
  address: string | null
  user_agent: string | null
}

/** Where somebody is signed in, each with a button that ends it. `action` is the address to which a session's hash is posted. */
export function Sessions({
  viewer,
  sessions,
  current,
  action,
}: {
  viewer: Viewer
  sessions: Session[]
  current?: string
  action: string
}) {
  const w = words[viewer.language]
  if (sessions.length === 0) return <Empty>{w.noSessions}</Empty>
  return (
    <ul class="rows">
      {sessions.map((session) => (
        <li class="row-head">
          <span>
            <Moment viewer={viewer} at={session.last_seen_at} /> {session.id === current && `(${w.thisOne})`}{' '}
            <span class="muted small">
              {w.since} <Moment viewer={viewer} at={session.created_at} /> · {session.address} ·{' '}
              {browserText(viewer, session.user_agent)}
            </span>
          </span>
          {session.id !== current && (
            <PostButton viewer={viewer} action={action} fields={{ session: session.id }} kind="quiet" label={w.end} />
          )}
        </li>
      ))}
    </ul>
  )
}
