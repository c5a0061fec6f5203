import type { Tones } from '../ui/badge.tsx'

export const fieldTones: Tones<'encrypted'> = { encrypted: 'info' }
