import { PassThrough, Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import { FileTooLarge } from '../files/files.ts'
import { Refusal } from './errors.ts'
import type { Posted } from './form.ts'
import { checkFormToken } from './guard.ts'

export interface Upload<Taken = { hash: string; size: number }> {
  posted: Posted
  /** The first file that was sent with content or a name; null where none was. */
  file: ({ name: string } & Taken) | null
  /** It had more bytes than its place allows. Nothing of it is kept. */
  tooLarge: boolean
}

/** The last part of a path as any system writes it, without what a name can't hold, at most 200 characters. */
export const plainFileName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\uFFFD]/gu, '')
    .trim()
    .slice(0, 200) || 'file'

/**
 * Streams a multipart form into the files store: memory stays flat whatever its size. The form's token must come first; a file
 * before it, a wrong token and a body that breaks off are refused, and nothing of them is kept.
 */
export const readUpload = (c: Context, app: App, most: number): Promise<Upload> =>
  receive(c, app, (stream) => app.files.put(stream, most))

/** The same for a small file that is worked on before anything of it is kept: its bytes stand in memory. */
export const readUploadedBytes = (
  c: Context,
  app: App,
  most: number,
): Promise<Upload<{ bytes: Buffer; size: number }>> => receive(c, app, (stream) => bytesOf(stream, most))

async function bytesOf(stream: Readable, most: number): Promise<{ bytes: Buffer; size: number }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw new FileTooLarge()
    chunks.push(chunk)
  }
  return { bytes: Buffer.concat(chunks), size }
}

/** A part's content, to be given up at any point: the part itself is read to its end in any case, or the form would have none. */
function contentOf(part: Readable): Readable {
  const content = new PassThrough()
  part.pipe(content)
  part.on('error', (error) => content.destroy(error))
  content.on('close', () => part.resume())
  return content
}

async function receive<Taken extends { size: number }>(
  c: Context,
  app: App,
  take: (stream: Readable) => Promise<Taken>,
): Promise<Upload<Taken>> {
  const type = c.req.header('content-type') ?? ''
  const body = c.req.raw.body
  if (!type.startsWith('multipart/form-data') || !body) throw new Refusal(415, 'not understood')
  const posted = new Map<string, string[]>()
  const upload: Upload<Taken> = { posted, file: null, tooLarge: false }
  let proven = false
  const storing: Promise<void>[] = []
  const contents: Readable[] = []
  let parser: InstanceType<typeof Busboy>
  try {
    parser = new Busboy({
      headers: { 'content-type': type },
      limits: { fields: 50, fieldSize: 10_000, files: 1, parts: 60 },
    })
  } catch {
    throw new Refusal(415, 'not understood')
  }
  await new Promise<void>((resolve, reject) => {
    parser.on('field', (name: string, value: string) => {
      try {
        if (name === 'form_token') {
          checkFormToken(c, app.config.secret, value)
          proven = true
        }
        posted.set(name, [...(posted.get(name) ?? []), value])
      } catch (error) {
        reject(error)
      }
    })
    parser.on('file', (_field: string, part: NodeJS.ReadableStream, name: string | undefined) => {
      if (!proven) {
        part.resume()
        reject(new Refusal(403, 'stale form'))
        return
      }
      const content = contentOf(part as unknown as Readable)
      contents.push(content)
      const stored = take(content)
        .then((taken) => {
          if (taken.size > 0 || name) upload.file = { name: plainFileName(name ?? ''), ...taken }
        })
        .catch((error: unknown) => {
          if (!(error instanceof FileTooLarge)) throw error
          upload.tooLarge = true
        })
      storing.push(stored)
      stored.catch(reject)
    })
    parser.on('finish', resolve)
    parser.on('error', () => reject(new Refusal(400, 'not understood')))
    const source = Readable.fromWeb(body as never)
    source.on('error', (error) => {
      for (const content of contents) content.destroy(error)
      reject(new Refusal(400, 'not understood'))
    })
    source.pipe(parser)
  })
  await Promise.all(storing)
  if (!proven) throw new Refusal(403, 'stale form')
  return upload
}
