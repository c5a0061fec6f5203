import type { Tones } from '../ui/badge.tsx'

export const mentionTones: Tones<'unread'> = { unread: 'info' }
