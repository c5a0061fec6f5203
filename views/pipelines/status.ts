import type { Tones } from '../ui/badge.tsx'

export const pipelineTones: Tones<'archived'> = { archived: 'warn' }

export const stageTones: Tones<'completes'> = { completes: 'good' }
