import type { Tones } from '../ui/badge.tsx'

export const noteTones: Tones<'pinned'> = { pinned: 'info' }

export const versionTones: Tones<'now'> = { now: 'good' }
