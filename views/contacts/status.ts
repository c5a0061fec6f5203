import type { Tones } from '../ui/badge.tsx'

export const secretTones: Tones<'looks wrong'> = { 'looks wrong': 'warn' }
