import type { FirmThread, ThreadRow } from '#src/chats/list.ts'
import { type FirmView, firmViews } from '#src/chats/rules.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { Page } from '../layout/page.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { Compose, type Draft } from './compose.tsx'
import { ThreadItem } from './row.tsx'
import { NobodyReads, sendLabel } from './thread.tsx'
import { words } from './words.ts'

interface Props extends KeysetPage<ThreadRow> {
  viewer: Viewer
  head: ProfileHead
  isArchived: boolean
}

/** The threads with the client of one account. */
export function ChatListPage({ viewer, head, isArchived, rows, ...page }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/chats`
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
        <Pager viewer={viewer} {...around(page, base, { show: isArchived ? 'archived' : '' })} />
      </Section>
    </ProfilePage>
  )
}

interface FirmProps extends KeysetPage<FirmThread> {
  viewer: Viewer
  view: FirmView
}

/** The threads of all accounts that one sees: first what waits to be read. */
export function FirmChatsPage({ viewer, view, rows, ...page }: FirmProps) {
  const w = words[viewer.language]
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
        <Pager viewer={viewer} {...around(page, '/chats', { show: view })} />
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
