import type { Outcome, RunStatus } from '#src/bulk/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const runTones: Tones<RunStatus> = {
  ready: 'neutral',
  queued: 'info',
  running: 'info',
  done: 'good',
  stopped: 'neutral',
  failed: 'bad',
}

export const outcomeTones: Tones<Outcome> = {
  changed: 'good',
  partly: 'warn',
  skipped: 'warn',
  unchanged: 'neutral',
}
