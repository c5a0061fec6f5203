import type { ClientTask } from '#src/chats/client-task.ts'
import type { ShownMessage } from '#src/chats/message.ts'
import type { ClientThread, ClientThreadRow } from '#src/chats/portal.ts'
import { isNewToClient, mayRemoveOwn } from '#src/chats/rules.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { around } from '#src/platform/web/list.ts'
import { portalPath } from '#src/portal/rules.ts'
import type { PortalFrame } from '#src/portal/section.ts'
import { PortalPage } from '../portal/account-page.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Moment } from '../ui/time.tsx'
import { ClientsTasks } from './client-tasks.tsx'
import { Compose, type Draft } from './compose.tsx'
import { MessageItem, MessageLog, Newer } from './message.tsx'
import { Beginning, TasksDone } from './row.tsx'
import { messageTones, newnessTones } from './status.ts'
import { words } from './words.ts'

export const portalThreadPath = (accountId: number, id: number) => `${portalPath(accountId, 'chats')}/${id}`

/** What a client may have of a document is the file. */
const downloadPathOf =
  ({ account }: PortalFrame) =>
  (id: number) =>
    `${portalPath(account.id, 'documents')}/${id}/download`

interface ListProps extends KeysetPage<ClientThreadRow> {
  frame: PortalFrame
  isArchived: boolean
}

/** What a client and the office have written to each other. */
export function PortalChatListPage({ frame, isArchived, rows, ...page }: ListProps) {
  const { viewer, account } = frame
  const w = words[viewer.language]
  const base = portalPath(account.id, 'chats')
  return (
    <PortalPage frame={frame} title={w.portal.title}>
      <Section
        id="chats"
        title={w.portal.title}
        actions={
          <LinkButton href={`${base}/new`} kind="link">
            {w.portal.add}
          </LinkButton>
        }
      >
        <Tabs
          label={w.portal.title}
          tabs={[
            { href: base, label: w.portal.states.active, current: !isArchived },
            { href: `${base}?show=archived`, label: w.portal.states.archived, current: isArchived },
          ]}
        />
        {rows.length === 0 && <Empty>{isArchived ? w.portal.noneArchived : w.portal.none}</Empty>}
        <ul class="rows">
          {rows.map((thread) => (
            <Row frame={frame} thread={thread} />
          ))}
        </ul>
        <Pager viewer={viewer} {...around(page, base, { show: isArchived ? 'archived' : '' })} />
      </Section>
    </PortalPage>
  )
}

function Row({ frame: { viewer, client, account }, thread }: { frame: PortalFrame; thread: ClientThreadRow }) {
  const w = words[viewer.language]
  const isNew = isNewToClient(thread)
  return (
    <li class={`thread${isNew ? ' thread-unread' : ''}`}>
      <div class="row-head">
        <a href={portalThreadPath(account.id, thread.id)}>{thread.subject}</a>{' '}
        <span class="thread-state">
          <TasksDone viewer={viewer} thread={thread} says={w.portal.tasksDone} />{' '}
          {isNew && <Badge kind={newnessTones.unread}>{w.portal.unread}</Badge>}
        </span>
      </div>
      <p class="muted small thread-last">
        <strong>{thread.contact_id === client.contactId ? w.portal.you : thread.author}</strong>,{' '}
        <Moment viewer={viewer} at={thread.last_at} />:{' '}
        <Beginning viewer={viewer} text={thread.words} removed={thread.removed_at !== null} />
      </p>
    </li>
  )
}

interface Shown {
  frame: PortalFrame
  thread: ClientThread
  messages: readonly ShownMessage[]
  hasEarlier: boolean
  isEarlier: boolean
}

interface PageProps extends Shown {
  tasks: readonly ClientTask[]
  today: string
  reply: Draft
}

/** A thread as the client has it: what both sides wrote, what there is to do, and the form to answer. */
export function PortalChatPage({ tasks, today, reply, ...props }: PageProps) {
  const { frame, thread, messages, hasEarlier, isEarlier } = props
  const { viewer, account } = frame
  const w = words[viewer.language]
  const path = portalThreadPath(account.id, thread.id)
  return (
    <PortalPage frame={frame} title={thread.subject}>
      <p class="small">
        <a href={portalPath(account.id, 'chats')}>{w.portal.all}</a>
      </p>
      <div class="stack">
        <ClientsTasks viewer={viewer} path={path} tasks={tasks} today={today} />
        <Section id="thread" title={thread.subject}>
          {thread.archived_at && <p class="notice">{w.portal.archived}</p>}
          {hasEarlier && (
            <p>
              <a href={`${path}?before=${messages[0]!.id}`}>{w.earlier}</a>
            </p>
          )}
          <PortalMessages {...props} />
          <p class="small">
            <a href={`${path}#thread`}>{isEarlier ? w.newest : w.look}</a>
          </p>
        </Section>
        {!isEarlier && <ClientReply {...props} draft={reply} />}
      </div>
    </PortalPage>
  )
}

/** The messages of a page of a thread; behind the newest ones, what looks for newer. */
export function PortalMessages({ frame, thread, messages, isEarlier }: Omit<Shown, 'hasEarlier'>) {
  return (
    <MessageLog viewer={frame.viewer}>
      <ClientMessages frame={frame} thread={thread} messages={messages} />
      {!isEarlier && <Newer path={portalThreadPath(frame.account.id, thread.id)} after={messages.at(-1)?.id ?? 0} />}
    </MessageLog>
  )
}

export const ClientMessages = ({ frame, thread, messages }: Pick<Shown, 'frame' | 'thread' | 'messages'>) => (
  <>
    {messages.map((message) => (
      <MessageItem
        viewer={frame.viewer}
        message={message}
        documentHref={downloadPathOf(frame)}
        side={
          message.contact_id === frame.client.contactId ? (
            <Badge kind={messageTones.ours}>{words[frame.viewer.language].portal.you}</Badge>
          ) : (
            message.from_client === 0 && <Badge kind={messageTones.theirs}>{frame.viewer.firmName}</Badge>
          )
        }
        actions={
          mayRemoveOwn(frame.client.contactId, message) && (
            <a class="action" href={`${portalThreadPath(frame.account.id, thread.id)}/messages/${message.id}/removal`}>
              {words[frame.viewer.language].remove}
            </a>
          )
        }
      />
    ))}
  </>
)

export function ClientReply({
  frame: { viewer, account },
  thread,
  draft,
  justSent = false,
}: Pick<Shown, 'frame' | 'thread'> & { draft: Draft; justSent?: boolean }) {
  const w = words[viewer.language]
  return (
    <Section id="reply" title={w.portal.reply}>
      <Compose
        viewer={viewer}
        action={`${portalThreadPath(account.id, thread.id)}/messages`}
        hx={{ target: '#reply' }}
        draft={draft}
        idPrefix="reply"
        to="office"
        label={w.message}
        submit={w.sendTo(viewer.firmName)}
        autofocus={justSent}
      />
    </Section>
  )
}

export function PortalNewChatPage({ frame, draft }: { frame: PortalFrame; draft: Draft }) {
  const { viewer, account } = frame
  const w = words[viewer.language]
  const base = portalPath(account.id, 'chats')
  return (
    <PortalPage frame={frame} title={w.portal.add}>
      <div class="narrow">
        <Section id="new-chat" title={w.portal.write(viewer.firmName)}>
          <Compose
            viewer={viewer}
            action={base}
            draft={draft}
            idPrefix="chat"
            to="office"
            label={w.message}
            submit={w.sendTo(viewer.firmName)}
            withSubject
            autofocus
            cancel={
              <LinkButton href={base} kind="quiet">
                {w.cancel}
              </LinkButton>
            }
          />
        </Section>
      </div>
    </PortalPage>
  )
}

/** Asks before a client's own message is removed. */
export function PortalRemovalPage({
  frame,
  thread,
  message,
}: Pick<Shown, 'frame' | 'thread'> & { message: ShownMessage }) {
  const { viewer, account } = frame
  const w = words[viewer.language]
  const path = portalThreadPath(account.id, thread.id)
  return (
    <PortalPage frame={frame} title={w.remove}>
      <div class="narrow">
        <Section id="removal" title={w.removeTitle}>
          <div class="messages">
            <MessageItem viewer={viewer} message={message} documentHref={downloadPathOf(frame)} />
          </div>
          <p>{w.portal.removeText}</p>
          <Form viewer={viewer} action={`${path}/messages/${message.id}/removal`}>
            <FormActions viewer={viewer} label={w.remove} kind="danger" cancel={path} />
          </Form>
        </Section>
      </div>
    </PortalPage>
  )
}
