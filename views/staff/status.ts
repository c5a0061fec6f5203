import type { MailStatus } from '#src/outbox/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const personTones: Tones<'active' | 'invited' | 'deactivated'> = {
  active: 'good',
  invited: 'info',
  deactivated: 'neutral',
}

export const mailTones: Tones<MailStatus> = {
  queued: 'info',
  held: 'warn',
  sent: 'good',
  retrying: 'warn',
  failed: 'bad',
}
