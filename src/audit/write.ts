import type { Context } from 'hono'
import { onceKey, type Posted } from '#src/platform/web/form.ts'
import { type Act, type Actor, perform } from './audit.ts'
import { once } from './once.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Who does what the request asks for: of the staff, in the portal of the clients. */
    actor: Actor
  }
}

/**
 * Performs what a request asks for, as whoever sent it; once, where the route's line says `creates()`. What is known of its reader is asked
 * anew after that. `posted` is what the form said, where that came with files.
 */
export async function write<T>(
  c: Context,
  verbs: (act: Act) => Promise<T>,
  posted: Posted | undefined = c.get('posted'),
): Promise<T> {
  const { staffId, loginId } = c.var.actor
  const key = c.get('creates') && posted ? onceKey(posted, c.req.path, staffId, loginId) : ''
  const result = await perform(c.var.app, c.var.actor, once(key, verbs))
  c.set('viewer', undefined)
  return result
}
