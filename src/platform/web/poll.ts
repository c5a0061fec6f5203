import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'

const marked = new WeakSet<object>()

/** Stands on the line of a route that pages ask for by themselves (`hxPoll`), with nobody at them perhaps. */
export function polled(): MiddlewareHandler {
  const mark: MiddlewareHandler = (_c, next) => next()
  marked.add(mark)
  return mark
}

export const isPolled = (handler: object): boolean => marked.has(handler)

/** Whether a page asks by itself. Only a route that says so may be asked like that: anything else is somebody at work. */
export function isPoll(c: Context): boolean {
  if (c.req.method !== 'GET' || c.req.header('X-Poll') !== '1') return false
  const routes = matchedRoutes(c).filter(({ method }) => method === 'GET')
  // Others may fit the path too, as /bulk/:id fits /bulk/new: the first is the one that answers.
  return routes.some(({ path, handler }) => path === routes[0]?.path && isPolled(handler))
}
