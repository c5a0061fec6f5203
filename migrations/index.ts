import { foundation } from './0001-foundation.ts'
import { info } from './0002-info.ts'

/** In the order in which they run. A migration that has landed is never changed; what comes later is a new one. */
export const migrations = [foundation, info]
