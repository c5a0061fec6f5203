import type { Context } from 'hono'
import { type Act, type Actor, perform } from './audit.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Who does what the request asks for: of the staff, in the portal of the clients. */
    actor: Actor
  }
}

/** Performs what a request asks for, as whoever sent it. What is known of its reader is asked anew after that. */
export async function write<T>(c: Context, verbs: (act: Act) => Promise<T>): Promise<T> {
  const result = await perform(c.var.app, c.var.actor, verbs)
  c.set('viewer', undefined)
  return result
}
