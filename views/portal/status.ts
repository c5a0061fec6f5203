import type { PortalState } from '#src/portal/rules.ts'
import type { Tones } from '../ui/badge.tsx'

/** Who was let in and has not come yet is waited for. */
export const portalTones: Tones<PortalState> = { activated: 'good', pending: 'warn', 'not activated': 'neutral' }
