import { guessesOf } from '#src/platform/web/limits.ts'

/** How often the passwords of the firm's clients may be guessed. */
export const clientGuesses = guessesOf('portal-device')
