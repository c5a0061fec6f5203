import type { Tones } from '../ui/badge.tsx'

export const workTones: Tones<'unknown' | 'failed' | 'running' | 'retrying' | 'waiting'> = {
  unknown: 'warn',
  failed: 'bad',
  running: 'info',
  retrying: 'warn',
  waiting: 'neutral',
}
