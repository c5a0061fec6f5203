import type { ImportStatus, RowOutcome } from '#src/imports/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const importTones: Tones<ImportStatus> = {
  ready: 'neutral',
  queued: 'info',
  running: 'info',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
}

export const outcomeTones: Tones<RowOutcome> = {
  new: 'good',
  joins: 'info',
  doubtful: 'warn',
  'left out': 'neutral',
  rejected: 'bad',
}
