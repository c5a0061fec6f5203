import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import { disposition } from '../web/disposition.ts'
import { Refusal } from '../web/errors.ts'
import { opens } from '../web/opens.ts'
import { openStored } from './awaited.ts'
import { isShownInline } from './type.ts'

/** A stored file as it is handed out. */
interface Content {
  name: string
  hash: string
  type: string
}

// Nothing of a file may run, ask for anything or be framed by another site. The browser's own viewer of PDFs brings its style and its plug-in.
const shownPolicy =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
const savedPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/**
 * Answers with a stored file, whole or one range of it. It is shown by the browser where that is wished and harmless, and saved by
 * it in any other case. Throws 404 where its bytes are missing from the store, StoreError where that can't be reached.
 */
export async function sendContent(c: Context, file: Content, wished: 'inline' | 'attachment'): Promise<Response> {
  const found = await c.var.app.files.look(file.hash, true)
  if (!found) throw new Refusal(404, 'file gone')
  const { size } = found
  const how = isShownInline(file.type) ? wished : 'attachment'
  const headers: Record<string, string> = {
    'Content-Type': file.type,
    'Content-Disposition': disposition(how, file.name),
    'Content-Security-Policy': how === 'inline' ? shownPolicy : savedPolicy,
    'X-Frame-Options': how === 'inline' ? 'SAMEORIGIN' : 'DENY',
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file.hash),
  }
  if (isKnown(c, file.hash)) return c.body(null, 304, headers)
  const range = rangeIn(c, file.hash, size)
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` })
  const part = range ?? { start: 0, end: size - 1 }
  const length = { 'Content-Length': String(part.end - part.start + 1) }
  const body = c.req.method === 'HEAD' || size === 0 ? null : await bodyOf(c.var.app, file.hash, range)
  if (!range) return c.body(body as ReadableStream, 200, { ...headers, ...length })
  return c.body(body as ReadableStream, 206, {
    ...headers,
    ...length,
    'Content-Range': `bytes ${part.start}-${part.end}/${size}`,
  })
}

/** The bytes, once the first are there: as long as none is, the answer can still say that there are none. */
async function bodyOf(app: App, hash: string, range: { start: number; end: number } | null) {
  const stream = await openStored(app.files, hash, range ?? undefined)
  if (!stream) throw new Refusal(404, 'file gone')
  return Readable.toWeb(stream)
}

const etagOf = (hash: string) => `"${hash}"`

/** Whether the browser says that it has these bytes already. */
const isKnown = (c: Context, hash: string): boolean => c.req.header('if-none-match')?.includes(etagOf(hash)) ?? false

/** The one range that is asked for (RFC 9110, section 14.2). Null for the whole: none is asked for, several, or nothing that can be read. */
function rangeIn(c: Context, hash: string, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(c.req.header('range') ?? '')
  const condition = c.req.header('if-range')
  if (!asked || (condition !== undefined && condition !== etagOf(hash))) return null
  const [, first = '', last = ''] = asked
  if (first === '' && last === '') return null
  if (first === '')
    return Number(last) === 0 || size === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, size - Number(last)), end: size - 1 }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return null
  if (start >= size) return 'unsatisfiable'
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

/**
 * Whether a request for a file opens it for somebody: not where only its head is asked for, where a browser fetches it ahead or has it
 * already, where it stands in a page that was opened, and not for what follows its beginning.
 */
export function opensContent(c: Context, { hash, size }: { hash: string; size: number }): boolean {
  const range = rangeIn(c, hash, Number(size))
  const begins = range === null || (range !== 'unsatisfiable' && range.start === 0)
  const within = ['iframe', 'embed', 'object', 'image'].includes(c.req.header('sec-fetch-dest') ?? '')
  return opens(c) && begins && !within && !isKnown(c, hash)
}
