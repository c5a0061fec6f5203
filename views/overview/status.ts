import type { FigureKind } from '#src/overview/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const figureTones: Tones<FigureKind> = { overdue: 'bad', unread: 'info', waiting: 'warn' }
