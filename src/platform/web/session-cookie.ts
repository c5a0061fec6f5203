import type { Context } from 'hono'
import { dropCookie, readCookie, writeCookie } from './cookies.ts'
import { newToken } from './sessions.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** What proves the forms of whoever is not signed in: new with every sign-in and sign-out. */
    visit: string
  }
}

/** Finds the visit that a browser's forms are bound to before it signs in, or begins one. */
export function findVisit(c: Context): void {
  const visit = readCookie(c, c.var.app.config, 'visit')
  if (visit && /^[\w-]{43}$/.test(visit)) c.set('visit', visit)
  else beginVisit(c)
}

function beginVisit(c: Context): void {
  const visit = newToken()
  c.set('visit', visit)
  writeCookie(c, c.var.app.config, 'visit', visit)
}

/** Gives a browser the session of either realm. What it had open before proves nothing any more. */
export function setSessionCookie(
  c: Context,
  cookie: 'session' | 'portal',
  session: { token: string; seconds: number },
): void {
  writeCookie(c, c.var.app.config, cookie, session.token, session.seconds)
  beginVisit(c)
}

/** Takes it away again, with what the browser keeps of its pages. */
export function dropSessionCookie(c: Context, cookie: 'session' | 'portal'): void {
  dropCookie(c, c.var.app.config, cookie)
  beginVisit(c)
  c.header('Clear-Site-Data', '"cache"')
}
