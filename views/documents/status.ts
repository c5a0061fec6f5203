import type { Newness } from '#src/documents/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const newnessTones: Tones<NonNullable<Newness>> = { new: 'info', 'new to you': 'neutral' }

export const versionTones: Tones<'current'> = { current: 'good' }
