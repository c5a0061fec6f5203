import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { wrongThreads } from './doctor.ts'
import { chatsExport } from './export.ts'
import { unreadThreads } from './list.ts'
import { clientMessageMail, messageMail } from './mails.ts'
import { messageRoutes } from './message-routes.tsx'
import { chatsSection } from './overview.tsx'
import { portalChats } from './portal.ts'
import { portalChatRoutes } from './portal-routes.tsx'
import { chatListRoutes } from './routes.tsx'
import { threadRoutes } from './thread-routes.tsx'

export const chatsModule: Module = {
  name: 'chats',
  routes: [chatListRoutes, threadRoutes, messageRoutes, portalChatRoutes],
  overview: chatsSection,
  portal: portalChats,
  mails: { message: messageMail, 'client message': clientMessageMail },
  hears: [
    on(viewerComes, async ({ db }, staff, waiting) => {
      waiting.chats = await unreadThreads(db.read, staff)
    }),
  ],
  doctor: wrongThreads,
  accountExport: chatsExport,
}
