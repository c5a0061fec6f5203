import type { Child } from 'hono/jsx'
import type { ShownMessage } from '#src/chats/message.ts'
import { paragraphsOf, piecesOf } from '#src/chats/text.ts'
import { datesFor } from '#src/platform/language/format.ts'
import { Badge } from '../ui/badge.tsx'
import { hxPoll } from '../ui/htmx.ts'
import { Icon } from '../ui/icon.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { messageTones } from './status.ts'
import { words } from './words.ts'

/** What somebody wrote: its line breaks kept, its web addresses to be followed, and nothing else of it read as anything but text. */
export const MessageText = ({ text }: { text: string }) => (
  <div class="message-text">
    {paragraphsOf(text).map((lines) => (
      <p dir="auto">
        {lines.map((line, i) => (
          <>
            {i > 0 && <br />}
            {piecesOf(line).map((piece) =>
              typeof piece === 'string' ? (
                piece
              ) : (
                <a href={piece.href} rel="noopener noreferrer nofollow">
                  {piece.href}
                </a>
              ),
            )}
          </>
        ))}
      </p>
    ))}
  </div>
)

interface Props {
  viewer: Viewer
  message: ShownMessage
  /** Where an attachment leads. */
  documentHref(id: number): string
  /** Beside whoever wrote it: which side that is. */
  side?: Child
  actions?: Child
  /** Says who took it away, for those who may know. */
  removedBy?: string | undefined
  /** Who has read up to here. */
  read?: readonly string[]
}

/** A message. One among the staff stands on a ground of its own, and says so in words. */
export function MessageItem({ viewer, message, documentHref, side, actions, removedBy, read = [] }: Props) {
  const w = words[viewer.language]
  const { time } = datesFor(viewer)
  const isInternal = message.is_internal === 1
  return (
    <article
      class={`message ${isInternal ? 'message-internal' : message.from_client === 1 ? 'message-client' : 'message-office'}`}
      id={`message-${message.id}`}
      aria-label={w.textOf(message.author, time(message.at))}
    >
      <header class="row-head">
        <span>
          <strong>{message.author}</strong>{' '}
          {isInternal ? <Badge kind={messageTones.internal}>{w.internalGround}</Badge> : side}{' '}
          <span class="muted small">
            <Moment viewer={viewer} at={message.at} />
          </span>
        </span>{' '}
        {actions}
      </header>
      {message.removed_at ? (
        <p class="empty">{removedBy ?? w.removed}</p>
      ) : (
        <>
          <MessageText text={message.text} />
          <Attachments viewer={viewer} message={message} documentHref={documentHref} />
        </>
      )}
      {read.map((line) => (
        <p class="muted small message-read">{line}</p>
      ))}
    </article>
  )
}

function Attachments({ viewer, message, documentHref }: Pick<Props, 'viewer' | 'message' | 'documentHref'>) {
  if (message.attachments.length === 0) return null
  return (
    <ul class="attachments" aria-label={words[viewer.language].attachments}>
      {message.attachments.map(({ id, name }) => (
        <li>
          <Icon name="link" /> <a href={documentHref(id)}>{name}</a>
        </li>
      ))}
    </ul>
  )
}

const secondsBetweenLooks = 10

/**
 * Behind the newest message: asks whether there are newer ones, which come in its place with another of its kind. It is called after
 * the last message, so that an answer finds nothing to replace where the page has gone on without it.
 */
export const Newer = ({ path, after }: { path: string; after: number }) => (
  <div
    id={`newer-${after}`}
    {...hxPoll(`${path}/messages?after=${after}`, `#newer-${after}`, secondsBetweenLooks)}
  ></div>
)

/** Where messages come in: whoever hears the page is told of new ones when they are done with what they do. */
export const MessageLog = ({ viewer, children }: { viewer: Viewer; children?: Child }) => (
  <div class="messages" id="messages" role="log" aria-live="polite" aria-label={words[viewer.language].messages}>
    {children}
  </div>
)
