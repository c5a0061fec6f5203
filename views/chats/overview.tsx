import type { NewestThread } from '#src/chats/list.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { Compose, type Draft } from './compose.tsx'
import { Beginning, NewnessBadge, TasksDone, threadPath } from './row.tsx'
import { sendLabel } from './thread.tsx'
import { words } from './words.ts'

const region = { target: '#overview-chats' } as const

interface Props {
  viewer: Viewer
  accountId: number
  rows: readonly NewestThread[]
  active: number
  /** Where a thread is being begun. */
  adding?: { draft: Draft; recipients: readonly string[] } | undefined
  justAdded?: boolean
}

/** On the Overview: the latest threads with what was last said to the client, and a line to begin another. */
export function OverviewChats({ viewer, accountId, rows, active, adding, justAdded }: Props) {
  const w = words[viewer.language]
  const overview = `/accounts/${accountId}`
  return (
    <Section
      id="overview-chats"
      title={w.chats}
      count={formatsIn(viewer.language).count(active)}
      actions={
        <>
          <ViewAll viewer={viewer} href={`${overview}/chats`} />
          {!adding && (
            <LinkButton href={`${overview}/chats/new?back=${overview}`} kind="link" hx={region} autofocus={justAdded}>
              {w.add}
            </LinkButton>
          )}
        </>
      }
    >
      {adding && (
        <Compose
          viewer={viewer}
          action={`${overview}/chats`}
          hx={region}
          draft={adding.draft}
          idPrefix="chat"
          to="client"
          label={w.replyLabel}
          submit={sendLabel(viewer, adding.recipients)}
          withSubject
          autofocus
          hidden={{ back: overview }}
          cancel={
            <LinkButton href={`${overview}/chats/newest`} kind="quiet" hx={region}>
              {w.cancel}
            </LinkButton>
          }
        />
      )}
      {rows.length === 0 && <Empty>{w.none}</Empty>}
      <ul class="rows">
        {rows.map((thread) => (
          <OverviewRow viewer={viewer} thread={thread} />
        ))}
      </ul>
    </Section>
  )
}

function OverviewRow({ viewer, thread }: { viewer: Viewer; thread: NewestThread }) {
  const w = words[viewer.language]
  return (
    <li class={`thread${thread.unread_since ? ' thread-unread' : ''}`}>
      <div class="row-head">
        <a href={threadPath(thread)}>{thread.subject}</a>{' '}
        <span class="thread-state">
          <TasksDone viewer={viewer} thread={thread} /> <NewnessBadge viewer={viewer} thread={thread} />
        </span>
      </div>
      <p class="muted small thread-last">
        {thread.sent_at ? (
          <>
            {w.lastSent} <strong>{thread.sent_by}</strong>, <Moment viewer={viewer} at={thread.sent_at} />:{' '}
            <Beginning viewer={viewer} text={thread.sent_words} removed={thread.sent_removed_at !== null} />
          </>
        ) : (
          w.nothingSent
        )}
      </p>
      {(thread.answered_at || thread.sent_at) && (
        <p class="muted small">
          {thread.answered_at ? (
            <>
              {thread.sent_at ? w.answered : w.clientWrote} <strong>{thread.answered_by}</strong>,{' '}
              <Moment viewer={viewer} at={thread.answered_at} />
            </>
          ) : (
            w.notAnswered
          )}
        </p>
      )}
    </li>
  )
}
