import type { Tones } from '../ui/badge.tsx'

export const accountTones: Tones<'archived'> = { archived: 'warn' }
