import type { MiddlewareHandler } from 'hono'

declare module 'hono' {
  interface ContextVariableMap {
    /** The form adds something: what it asks for is done once. */
    creates: true | undefined
  }
}

const marked = new WeakSet<object>()

/** Stands on the line of a route whose form adds something (`<Form creates>`): sent again as it was, it adds nothing more. */
export function creates(): MiddlewareHandler {
  const mark: MiddlewareHandler = (c, next) => {
    c.set('creates', true)
    return next()
  }
  marked.add(mark)
  return mark
}

export const isCreating = (handler: object): boolean => marked.has(handler)
