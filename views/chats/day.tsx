import type { FirmThread } from '#src/chats/list.ts'
import { ViewAll } from '../overview/page.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { ThreadItem } from './row.tsx'
import { words } from './words.ts'

/** What clients wrote and nobody has opened, the newest first. */
export function UnreadChats({ viewer, chats }: { viewer: Viewer; chats: readonly FirmThread[] }) {
  const w = words[viewer.language]
  return (
    <Section id="unread-chats" title={w.unreadChats} actions={<ViewAll viewer={viewer} href="/chats" />}>
      {chats.length === 0 && <Empty>{w.noneUnread}</Empty>}
      <ul class="rows">
        {chats.map((thread) => (
          <ThreadItem
            viewer={viewer}
            thread={thread}
            account={{ id: thread.account_id, name: thread.account_name ?? '' }}
          />
        ))}
      </ul>
    </Section>
  )
}
