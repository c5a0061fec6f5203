import type { ThreadRow } from '#src/chats/list.ts'
import { newness } from '#src/chats/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Badge } from '../ui/badge.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { clientTaskTones, newnessTones } from './status.ts'
import { words } from './words.ts'

export const threadPath = (thread: { account_id: number; id: number }) =>
  `/accounts/${thread.account_id}/chats/${thread.id}`

/** How new a thread is to the reader. What is read says so quietly; where the client never wrote there is nothing to read. */
export function NewnessBadge({
  viewer,
  thread,
}: {
  viewer: Viewer
  thread: Pick<ThreadRow, 'unread_since' | 'last_client_id' | 'read_by_me'>
}) {
  const state = newness(thread)
  const said = words[viewer.language].newness[state]
  if (thread.last_client_id === 0) return null
  return state === 'read' ? <span class="muted small">{said}</span> : <Badge kind={newnessTones[state]}>{said}</Badge>
}

/** How many of the client's tasks are done, in words for the staff or for the client; nothing where there are none. */
export function TasksDone({
  viewer,
  thread,
  says = words[viewer.language].tasksDone,
}: {
  viewer: Viewer
  thread: Pick<ThreadRow, 'tasks' | 'tasks_done'>
  says?: (done: string, of: string) => string
}) {
  const { count } = formatsIn(viewer.language)
  if (thread.tasks === 0) return null
  return (
    <Badge kind={clientTaskTones[thread.tasks_done < thread.tasks ? 'open' : 'done']}>
      {says(count(thread.tasks_done), count(thread.tasks))}
    </Badge>
  )
}

/** The beginning of a message in a line. One that was removed, or that brings files alone, says so. */
export function Beginning({ viewer, text, removed }: { viewer: Viewer; text: string | null; removed: boolean }) {
  const w = words[viewer.language]
  if (removed) return <em>{w.removed}</em>
  return text ? <bdi>{text.replace(/\s+/g, ' ')}</bdi> : <em>{w.onlyFiles}</em>
}

interface Props {
  viewer: Viewer
  thread: ThreadRow
  /** Where threads of several accounts stand together. */
  account?: { id: number; name: string }
}

/** A thread in a list: what it is about, who wrote last, when, and how that begins. */
export function ThreadItem({ viewer, thread, account }: Props) {
  return (
    <li class={`thread${newness(thread) === 'unread' ? ' thread-unread' : ''}`}>
      <div class="row-head">
        <span>
          <a href={threadPath(thread)}>{thread.subject}</a>{' '}
          {account && (
            <span class="small">
              <a href={`/accounts/${account.id}`}>{account.name}</a>
            </span>
          )}
        </span>{' '}
        <span class="thread-state">
          <TasksDone viewer={viewer} thread={thread} /> <NewnessBadge viewer={viewer} thread={thread} />
        </span>
      </div>
      <p class="muted small thread-last">
        <strong>{thread.author}</strong>, <Moment viewer={viewer} at={thread.last_at} />:{' '}
        <Beginning viewer={viewer} text={thread.words} removed={thread.removed_at !== null} />
      </p>
    </li>
  )
}
