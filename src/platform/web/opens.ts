import type { Context } from 'hono'

/** Whether a request is somebody's who wants to see the answer: not for its head alone, nor fetched ahead by a browser. */
export function opens(c: Context): boolean {
  const purpose = `${c.req.header('sec-purpose') ?? ''} ${c.req.header('purpose') ?? ''} ${c.req.header('x-moz') ?? ''}`
  return c.req.method === 'GET' && !/prefetch|prerender|preview/i.test(purpose)
}
