import type { EntryState } from '#src/time/filter.ts'
import type { Tones } from '../ui/badge.tsx'

export const entryTones: Tones<EntryState> = { unbilled: 'info', 'non-billable': 'neutral' }
