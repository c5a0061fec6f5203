import type { AddressState } from '#src/addresses/lines.ts'
import type { Tones } from '../ui/badge.tsx'

export const addressTones: Tones<AddressState> = {
  active: 'good',
  invited: 'info',
  expired: 'warn',
  'not invited': 'warn',
  off: 'neutral',
}
