import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { mentionMail } from './mails.ts'
import { unreadMentions } from './mention.ts'
import { mentionRoutes } from './routes.tsx'

export const mentionsModule: Module = {
  name: 'mentions',
  routes: [mentionRoutes],
  mails: { mention: mentionMail },
  hears: [
    on(viewerComes, async ({ db }, staff, waiting) => {
      waiting.mentions = await unreadMentions(db.read, staff)
    }),
  ],
}
