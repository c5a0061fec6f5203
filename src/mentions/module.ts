import { composes } from '#src/outbox/outbox.ts'
import type { Module } from '#src/platform/module.ts'
import { viewerComes } from '#src/staff/gate.ts'
import { mentionMail } from './mails.ts'
import { unreadMentions } from './mention.ts'
import { mentionRoutes } from './routes.tsx'

composes('mention', mentionMail)
viewerComes.hear(async ({ db }, staff, waiting) => {
  waiting.mentions = await unreadMentions(db.read, staff)
})

export const mentionsModule: Module = { name: 'mentions', routes: [mentionRoutes] }
