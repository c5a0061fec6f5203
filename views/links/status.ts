import type { Tones } from '../ui/badge.tsx'

/** What a linked contact may be to the account. */
export const linkTones: Tones<'primary'> = { primary: 'info' }
