import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { OverviewChats } from '#views/chats/overview.tsx'
import { words } from '#views/chats/words.ts'
import { newestThreads, unreadOfAccount, waitingOfAccount } from './list.ts'

/** The section as it is now, with what a write has left in it. */
export async function overviewChats(
  { app, viewer, account }: SectionRequest,
  more: Pick<Parameters<typeof OverviewChats>[0], 'adding' | 'justAdded'> = {},
) {
  const newest = await newestThreads(app.db.read, viewer.staff!, account.id, rowsOfSection)
  return <OverviewChats viewer={viewer} accountId={account.id} {...newest} {...more} />
}

export const chatsSection: OverviewSection = {
  name: 'chats',
  place: 50,
  column: 'right',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].chats,
  show: overviewChats,
  figures: [
    {
      kind: 'unread',
      rows: (db, { accountId }) => unreadOfAccount(db, accountId),
      says: (viewer, count, shown) => words[viewer.language].countUnread(count, shown),
      href: (accountId) => `/accounts/${accountId}/chats`,
    },
    {
      kind: 'waiting',
      rows: (db, { accountId }) => waitingOfAccount(db, accountId),
      says: (viewer, count, shown) => words[viewer.language].countWaiting(count, shown),
      href: (accountId) => `/accounts/${accountId}/chats`,
    },
  ],
}
