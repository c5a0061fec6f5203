import type { Module } from '#src/platform/module.ts'
import { words } from '#views/chats/words.ts'
import { chatsOfDay } from './day.tsx'
import { wrongThreads } from './doctor.ts'
import { chatsExport } from './export.ts'
import { unreadThreads } from './list.ts'
import { clientMessageMail, messageMail } from './mails.ts'
import { messageRoutes } from './message-routes.tsx'
import { chatsSection } from './overview.tsx'
import { personOfChats } from './person.ts'
import { portalChats } from './portal.ts'
import { portalChatRoutes } from './portal-routes.tsx'
import { chatListRoutes } from './routes.tsx'
import { threadRoutes } from './thread-routes.tsx'

declare module '#views/viewer.ts' {
  interface Waiting {
    /** How many threads are unread. */
    chats?: number
  }
}

export const chatsModule: Module = {
  name: 'chats',
  person: personOfChats,
  routes: [chatListRoutes, threadRoutes, messageRoutes, portalChatRoutes],
  menu: [
    {
      place: 40,
      href: '/chats',
      icon: 'chat',
      permission: 'signed in',
      title: ({ language }) => words[language].chats,
      unread: ({ waiting }) => waiting.chats,
    },
  ],
  overview: chatsSection,
  day: chatsOfDay,
  portal: portalChats,
  mails: { message: messageMail, 'client message': clientMessageMail },
  counts: { name: 'chats', permission: 'signed in', rows: unreadThreads },
  doctor: wrongThreads,
  accountExport: chatsExport,
}
