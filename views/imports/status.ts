import type { ImportStatus } from '#src/imports/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const importTones: Tones<ImportStatus> = {
  ready: 'neutral',
  queued: 'info',
  running: 'info',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
}

export const rowTones: Tones<'rejected'> = { rejected: 'bad' }
