import type { ClientTask } from '#src/chats/client-task.ts'
import type { ShownMessage } from '#src/chats/message.ts'
import type { ClientReader } from '#src/chats/read.ts'
import { mayRemoveMessage } from '#src/chats/rules.ts'
import type { Thread } from '#src/chats/thread.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { ClientTasks } from './client-tasks.tsx'
import { Compose, type Draft } from './compose.tsx'
import { MessageItem, MessageLog, Newer } from './message.tsx'
import { threadPath } from './row.tsx'
import { messageTones, threadTones } from './status.ts'
import { words } from './words.ts'

/** Everything that a thread shows to the staff. */
export interface ThreadProps {
  viewer: Viewer
  thread: Thread
  messages: readonly ShownMessage[]
  hasEarlier: boolean
  /** These are older messages than the newest ones. */
  isEarlier: boolean
  readers: readonly ClientReader[]
  /** Who of the staff was the first to open what the client wrote last. */
  seenBy: string | null
  recipients: readonly string[]
}

interface PageProps extends ThreadProps {
  head: ProfileHead
  tasks: readonly ClientTask[]
  today: string
  reply: Draft
  internal: Draft
  taskForm: FormState
  /** The client has written while somebody was archiving. */
  writtenMeanwhile?: boolean
}

const mostNamed = 3

const documentPathOf = (thread: Thread) => (id: number) => `/accounts/${thread.account_id}/documents/${id}`

/** Whom the button names: they are who reads it. */
export function sendLabel(viewer: Viewer, recipients: readonly string[]): string {
  const w = words[viewer.language]
  const { list, count } = formatsIn(viewer.language)
  if (recipients.length === 0) return w.sendTo(w.theClient)
  const named = recipients.length > mostNamed ? recipients.slice(0, mostNamed - 1) : recipients
  const others = recipients.length - named.length
  return w.sendTo(list(others > 0 ? [...named, w.more(count(others))] : named))
}

export const NobodyReads = ({ viewer, recipients }: { viewer: Viewer; recipients: readonly string[] }) =>
  recipients.length > 0 ? null : <p class="notice">{words[viewer.language].nobodyReads}</p>

export function ThreadPage({ head, tasks, today, reply, internal, taskForm, writtenMeanwhile, ...props }: PageProps) {
  const { viewer, thread, isEarlier } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={thread.subject}>
      <p class="small">
        <a href={`/accounts/${head.id}/chats`}>{w.allChats}</a>
      </p>
      <div class="split">
        <div class="stack">
          <Conversation {...props} writtenMeanwhile={writtenMeanwhile} />
          {!isEarlier && <Reply {...props} draft={reply} />}
          {!isEarlier && <Internal {...props} draft={internal} />}
        </div>
        <div class="stack">
          <ClientTasks viewer={viewer} path={threadPath(thread)} tasks={tasks} today={today} form={taskForm} />
        </div>
      </div>
    </ProfilePage>
  )
}

function Conversation(props: ThreadProps & { writtenMeanwhile?: boolean | undefined }) {
  const { viewer, thread, messages, hasEarlier, isEarlier } = props
  const w = words[viewer.language]
  const path = threadPath(thread)
  return (
    <Section
      id="thread"
      title={thread.subject}
      actions={
        <PostButton
          viewer={viewer}
          action={`${path}/${thread.archived_at ? 'reactivation' : 'archival'}`}
          kind="quiet"
          fields={{ seen: messages.at(-1)?.id ?? 0 }}
          label={thread.archived_at ? w.reactivate : w.archive}
        />
      }
    >
      {thread.archived_at && (
        <p class="notice">
          <Badge kind={threadTones.archived}>{w.states.archived}</Badge> {w.isArchived}
        </p>
      )}
      {props.writtenMeanwhile && (
        <p class="notice notice-bad" role="alert">
          {w.writtenMeanwhile}
        </p>
      )}
      {hasEarlier && (
        <p>
          <a href={`${path}?before=${messages[0]!.id}`}>{w.earlier}</a>
        </p>
      )}
      <Messages {...props} />
      <p class="small">
        <a href={`${path}#thread`}>{isEarlier ? w.newest : w.look}</a>
      </p>
    </Section>
  )
}

/** The messages of a page of a thread; behind the newest ones, what looks for newer. */
export function Messages(props: ThreadProps) {
  const { viewer, thread, messages, isEarlier } = props
  return (
    <MessageLog viewer={viewer}>
      <StaffMessages {...props} />
      {!isEarlier && <Newer path={threadPath(thread)} after={messages.at(-1)?.id ?? 0} />}
    </MessageLog>
  )
}

/** Messages as the staff see them, each with who has read up to there. */
export function StaffMessages({ viewer, thread, messages, readers, seenBy }: ThreadProps) {
  const w = words[viewer.language]
  const { time } = datesFor(viewer)
  const path = threadPath(thread)
  const at = (moment: string) => time(moment)
  const readOf = (message: ShownMessage) => [
    ...readers.filter((one) => one.message_id === message.id).map((one) => w.readBy(one.name, at(one.at!))),
    ...(message.id === thread.last_client_id && thread.read_at && seenBy ? [w.seenBy(seenBy, at(thread.read_at))] : []),
  ]
  return (
    <>
      {messages.map((message) => (
        <MessageItem
          viewer={viewer}
          message={message}
          documentHref={documentPathOf(thread)}
          side={
            <Badge kind={messageTones[message.from_client === 1 ? 'theirs' : 'ours']}>
              {message.from_client === 1 ? w.fromClient : w.toClient}
            </Badge>
          }
          read={readOf(message)}
          removedBy={message.removed_at ? w.removedBy(message.removed_by, at(message.removed_at)) : undefined}
          actions={
            mayRemoveMessage(viewer.staff, message) && (
              <a class="action" href={`${path}/messages/${message.id}/removal`}>
                {w.remove}
              </a>
            )
          }
        />
      ))}
    </>
  )
}

interface DraftProps {
  viewer: Viewer
  thread: Thread
  recipients: readonly string[]
  draft: Draft
  justSent?: boolean
}

/** What is written here goes to the client, to those whom the button names. */
export function Reply({ viewer, thread, recipients, draft, justSent = false }: DraftProps) {
  const w = words[viewer.language]
  return (
    <Section id="reply" title={w.reply}>
      <NobodyReads viewer={viewer} recipients={recipients} />
      <Compose
        viewer={viewer}
        action={`${threadPath(thread)}/messages`}
        hx={{ target: '#reply' }}
        draft={draft}
        idPrefix="reply"
        to="client"
        label={w.replyLabel}
        submit={sendLabel(viewer, recipients)}
        autofocus={justSent}
      />
    </Section>
  )
}

/** A form of its own, which posts elsewhere: nothing that is written here can be sent to the client. */
export function Internal({ viewer, thread, draft, justSent }: Omit<DraftProps, 'recipients'>) {
  const w = words[viewer.language]
  const isOpen = justSent || draft.choosing !== null || Object.keys(draft.form.problems).length > 0
  return (
    <details class="card internal" id="internal" open={isOpen}>
      <summary>
        {w.writeInternal} <Badge kind={messageTones.internal}>{w.internalGround}</Badge>
      </summary>
      <Compose
        viewer={viewer}
        action={`${threadPath(thread)}/internal-messages`}
        hx={{ target: '#internal' }}
        draft={draft}
        idPrefix="internal"
        to="internal"
        label={w.internalLabel}
        submit={w.saveInternal}
        autofocus={justSent ?? false}
      />
    </details>
  )
}

interface RemovalProps {
  viewer: Viewer
  head: ProfileHead
  thread: Thread
  message: ShownMessage
}

/** Asks before a message is removed, and says what goes. */
export function MessageRemovalPage({ viewer, head, thread, message }: RemovalProps) {
  const w = words[viewer.language]
  const path = threadPath(thread)
  return (
    <ProfilePage viewer={viewer} head={head} title={w.remove}>
      <div class="narrow">
        <Section id="removal" title={w.removeTitle}>
          <div class="messages">
            <MessageItem viewer={viewer} message={message} documentHref={documentPathOf(thread)} />
          </div>
          <p>{w.removeText}</p>
          <Form viewer={viewer} action={`${path}/messages/${message.id}/removal`}>
            <FormActions viewer={viewer} label={w.remove} kind="danger" cancel={path} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
