import type { Context } from 'hono'

/**
 * Has what a request needs found once, whoever of its code asks for it: its gate, its form and the page around that. Anew once anything
 * was written meanwhile.
 */
export function foundOnce<T>(find: (c: Context) => Promise<T>): (c: Context) => Promise<T> {
  const known = new WeakMap<Context, { writes: number; found: Promise<T> }>()
  return (c) => {
    const writes = c.var.app.db.writes()
    let one = known.get(c)
    if (!one || one.writes !== writes) {
      one = { writes, found: find(c) }
      known.set(c, one)
    }
    return one.found
  }
}
