import { passwordLimits } from '#src/platform/web/limits.ts'

/** How often the passwords of the firm's clients may be guessed. */
export const clientLimits = passwordLimits('portal-device')
