import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import { type Body, bodyOf } from './body.ts'
import { Refusal } from './errors.ts'

/** One part of a form that was sent as multipart/form-data: a field with its value, or a file whose content is read as it comes. */
export type Part = { name: string; value: string } | { name: string; fileName: string; content: Readable }

/** Such a form. Its parts come in the order in which they were sent. */
export interface Multipart {
  /** The next part, or null after the last. Throws a Refusal where the form breaks off or says too much. What is unread of the part before is skipped. */
  next(): Promise<Part | null>
  /** Nobody wants the rest. */
  close(): void
}

declare module 'hono' {
  interface ContextVariableMap {
    multipart: Multipart
  }
}

const mostFields = 1000
const mostFiles = 1000
/** How many bytes may be said beside the files. */
const mostText = 1_000_000

export const isMultipart = (c: Context): boolean =>
  (c.req.header('content-type') ?? '').startsWith('multipart/form-data')

/** Begins to read the multipart form of a request. Throws a Refusal where it is none. */
export function openMultipart(c: Context): Multipart {
  const parser = parserFor(c.req.header('content-type') ?? '')
  const parts: Part[] = []
  let failure: Error | undefined
  let isOver = false
  let current: Readable | undefined
  let wake = () => {}

  const fail = (error: Error) => {
    failure ??= error
    isOver = true
    for (const part of parts) if ('content' in part) part.content.destroy(error)
    current?.destroy(error)
    wake()
  }
  const add = (part: Part) => {
    if (failure && 'content' in part) part.content.destroy(failure)
    parts.push(part)
    wake()
  }

  let said = 0
  parser.on('field', (name: string, value: string, _isNameCut: boolean, isCut: boolean) => {
    said += value.length
    if (isCut || said > mostText) fail(new Refusal(413, 'too large'))
    else add({ name, value })
  })
  parser.on('file', (name: string, stream: NodeJS.ReadableStream, fileName: string | undefined) => {
    add({ name, fileName: fileName ?? '', content: contentOf(stream as unknown as Readable) })
  })
  parser.on('error', () => fail(new Refusal(400, 'not understood')))
  parser.on('finish', () => {
    isOver = true
    wake()
  })
  feed(parser, bodyOf(c), () => failure !== undefined).catch(fail)

  return {
    async next() {
      current?.destroy()
      while (parts.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve))
      if (failure) throw failure
      const part = parts.shift() ?? null
      current = part && 'content' in part ? part.content : undefined
      return part
    },
    close: () => fail(new Error('nobody reads it any more')),
  }
}

function parserFor(type: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      // What of a path is the name is for whoever keeps it to say: a name may have a \ in it.
      preservePath: true,
      limits: { fields: mostFields, fieldSize: mostText, files: mostFiles, parts: mostFields + mostFiles + 10 },
    })
  } catch {
    throw new Refusal(415, 'not understood')
  }
}

/**
 * A file's content, which may be given up at any point: the parser's own stream is read to its end in any case, or the form would have
 * none. It has an error listener from the start, since a form may break off before anybody reads it.
 */
function contentOf(stream: Readable): Readable {
  const content = new PassThrough()
  content.on('error', () => {})
  stream.on('error', (error) => content.destroy(error))
  stream.pipe(content)
  // After the pipe's own listener, which pauses what it read.
  content.on('close', () => stream.resume())
  return content
}

/** Gives the parser the body, no faster than the parts are read. */
async function feed(parser: InstanceType<typeof Busboy>, body: Body, isOver: () => boolean): Promise<void> {
  for (let chunk = await body.next(); chunk && !isOver(); chunk = await body.next())
    if (!parser.write(Buffer.from(chunk))) await once(parser, 'drain')
  if (!isOver()) parser.end()
}
