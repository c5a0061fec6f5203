import type { Module } from '#src/platform/module.ts'
import { words } from '#views/mentions/words.ts'
import { mentionsOfDay } from './day.tsx'
import { mentionMail } from './mails.ts'
import { unreadMentions } from './mention.ts'
import { mentionRoutes } from './routes.tsx'

declare module '#views/viewer.ts' {
  interface Waiting {
    /** How many mentions are unread. */
    mentions?: number
  }
}

export const mentionsModule: Module = {
  name: 'mentions',
  routes: [mentionRoutes],
  menu: [
    {
      place: 50,
      href: '/mentions',
      icon: 'at',
      permission: 'signed in',
      title: ({ language }) => words[language].menu,
      unread: ({ waiting }) => waiting.mentions,
    },
  ],
  day: mentionsOfDay,
  mails: { mention: mentionMail },
  counts: { name: 'mentions', permission: 'signed in', rows: unreadMentions },
}
