import type { Context, MiddlewareHandler } from 'hono'
import { Refusal } from './errors.ts'

/** The body of a request, read as it comes. Whoever reads it shares it: what one has read, no other reads again. */
export interface Body {
  /** The next bytes, or null at the end. Throws a Refusal: 400 where the body breaks off, 408 where it stays silent for two minutes. */
  next(): Promise<Uint8Array | null>
  /** Whether its last byte was read. */
  readonly isRead: boolean
}

declare module 'hono' {
  interface ContextVariableMap {
    body: Body
  }
}

const silenceMs = 120_000

const nothing: Body = { next: async () => null, isRead: true }

/** The body of this request: one for all who ask. */
export function bodyOf(c: Context): Body {
  const known = c.get('body')
  if (known) return known
  const body = hasBody(c) && c.req.raw.body ? reading(c.req.raw.body) : nothing
  c.set('body', body)
  return body
}

const hasBody = (c: Context) =>
  !['GET', 'HEAD'].includes(c.req.method) && (c.req.header('content-length') ?? '') !== '0'

function reading(stream: ReadableStream<Uint8Array>): Body {
  const reader = stream.getReader()
  // A read that nobody waited out is the next one's.
  let pending: Promise<{ value?: Uint8Array | undefined; done: boolean }> | undefined
  let isRead = false
  return {
    get isRead() {
      return isRead
    },
    async next() {
      if (isRead) return null
      pending ??= reader.read().catch(() => {
        isRead = true
        throw new Refusal(400, 'not understood')
      })
      const { value, done } = await within(pending, silenceMs)
      pending = undefined
      isRead = done
      return done ? null : (value ?? new Uint8Array())
    },
  }
}

/** What a promise gives, or a Refusal 408 where it takes longer. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    // What nobody waits for any more keeps no process alive.
    timer = setTimeout(() => reject(new Refusal(408, 'too slow')), ms).unref()
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** All bytes of a body as text. Throws a Refusal: 413 past `most` bytes, 408 where it takes longer than `ms` in all. */
export async function textOf(body: Body, most: number, ms: number): Promise<string> {
  const end = Date.now() + ms
  const next = () => within(body.next(), end - Date.now())
  const chunks: Uint8Array[] = []
  let size = 0
  for (let chunk = await next(); chunk; chunk = await next()) {
    size += chunk.length
    if (size > most) throw new Refusal(413, 'too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const mostLeft = 2_000_000
const longestLeft = 2_000

/**
 * What was answered before the whole body came leaves bytes on the connection, which would be taken for the next request. The rest is
 * read and dropped, at most 2 MB and two seconds of it; where there is more, the answer says that the connection ends with it.
 */
export const endsBody: MiddlewareHandler = async (c, next) => {
  await next()
  if (!(await dropRest(bodyOf(c)))) c.header('Connection', 'close')
}

/** Reads what is left of a body; says whether its end was reached. */
async function dropRest(body: Body): Promise<boolean> {
  const end = Date.now() + longestLeft
  let left = mostLeft
  try {
    while (!body.isRead && left > 0 && Date.now() < end) {
      const chunk = await within(body.next(), end - Date.now())
      left -= chunk?.length ?? 0
    }
  } catch {
    return false
  }
  return body.isRead
}
