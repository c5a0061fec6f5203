import type { FirmThread, ThreadRow } from '#src/chats/list.ts'
import { type FirmView, firmViews } from '#src/chats/rules.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { Page } from '../layout/page.tsx'
import { ProfilePage } from '../layout/profile.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { Compose, type Draft } from './compose.tsx'
import { ThreadItem } from './row.tsx'
import { NobodyReads, sendLabel } from './thread.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  isArchived: boolean
  rows: readonly ThreadRow[]
  previous: string | undefined
  next: string | undefined
}

/** The threads with the client of one account. */
export function ChatListPage({ viewer, head, isArchived, rows, previous, next }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/chats`
  const address = (cursor?: string) => {
    const query = new URLSearchParams(isArchived ? { show: 'archived' } : {})
    if (cursor) query.set('at', cursor)
    return query.size > 0 ? `${base}?${query}` : base
  }
  return (
    <ProfilePage viewer={viewer} head={head} title={w.chats}>
      <Section
        id="chats"
        title={w.chats}
        actions={
          <LinkButton href={`${base}/new`} kind="link">
            {w.add}
          </LinkButton>
        }
      >
        <Tabs
          label={w.chats}
          tabs={[
            { href: base, label: w.states.active, current: !isArchived },
            { href: `${base}?show=archived`, label: w.states.archived, current: isArchived },
          ]}
        />
        {rows.length === 0 && <Empty>{isArchived ? w.noneArchived : w.none}</Empty>}
        <ul class="rows">
          {rows.map((thread) => (
            <ThreadItem viewer={viewer} thread={thread} />
          ))}
        </ul>
        <Pager viewer={viewer} previous={previous && address(previous)} next={next && address(next)} />
      </Section>
    </ProfilePage>
  )
}

interface FirmProps {
  viewer: Viewer
  view: FirmView
  rows: readonly FirmThread[]
  previous: string | undefined
  next: string | undefined
}

/** The threads of all accounts that one sees: first what waits to be read. */
export function FirmChatsPage({ viewer, view, rows, previous, next }: FirmProps) {
  const w = words[viewer.language]
  const address = (cursor: string) => `/chats?${new URLSearchParams({ show: view, at: cursor })}`
  return (
    <Page viewer={viewer} title={w.chats}>
      <div class="page-head">
        <h1>{w.chats}</h1>
      </div>
      <Tabs
        label={w.chats}
        tabs={firmViews.map((one) => ({
          href: one === 'unread' ? '/chats' : `/chats?show=${one}`,
          label: w.views[one],
          current: one === view,
        }))}
      />
      <Section id="chats" title={w.views[view]}>
        {rows.length === 0 && <Empty>{w.noneOfFirm[view]}</Empty>}
        <ul class="rows">
          {rows.map((thread) => (
            <ThreadItem
              viewer={viewer}
              thread={thread}
              account={{ id: thread.account_id, name: thread.account_name ?? '' }}
            />
          ))}
        </ul>
        <Pager viewer={viewer} previous={previous && address(previous)} next={next && address(next)} />
      </Section>
    </Page>
  )
}

interface NewProps {
  viewer: Viewer
  head: ProfileHead
  draft: Draft
  recipients: readonly string[]
}

/** A thread that is being begun. */
export function NewChatPage({ viewer, head, draft, recipients }: NewProps) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/chats`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.add}>
      <div class="narrow">
        <Section id="new-chat" title={w.addTo(head.name)}>
          <NobodyReads viewer={viewer} recipients={recipients} />
          <Compose
            viewer={viewer}
            action={base}
            draft={draft}
            idPrefix="chat"
            to="client"
            label={w.replyLabel}
            submit={sendLabel(viewer, recipients)}
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
    </ProfilePage>
  )
}
