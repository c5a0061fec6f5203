import type { Tones } from '../ui/badge.tsx'

export const requestTones: Tones<'waiting' | 'given' | 'refused'> = {
  waiting: 'info',
  given: 'good',
  refused: 'neutral',
}
