import type { Newness } from '#src/chats/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const newnessTones: Tones<Newness> = { unread: 'info', 'new to you': 'neutral', read: 'neutral' }

export const threadTones: Tones<'archived'> = { archived: 'warn' }

/** Whose a message is to its reader: what others wrote stands out, and what must not leave the house most of all. */
export const messageTones: Tones<'theirs' | 'ours' | 'internal'> = { theirs: 'info', ours: 'neutral', internal: 'warn' }

export const clientTaskTones: Tones<'open' | 'overdue' | 'done'> = { open: 'warn', overdue: 'bad', done: 'good' }
