import { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import { FileTooLarge } from '../files/files.ts'
import { Refusal } from './errors.ts'
import type { Posted } from './form.ts'
import { checkFormToken } from './guard.ts'

export interface Upload {
  posted: Posted
  /** The first file that was sent with content; null where none was. */
  file: { name: string; hash: string; size: number } | null
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
export async function readUpload(c: Context, app: App, most: number): Promise<Upload> {
  const type = c.req.header('content-type') ?? ''
  const body = c.req.raw.body
  if (!type.startsWith('multipart/form-data') || !body) throw new Refusal(415, 'not understood')
  const posted = new Map<string, string[]>()
  const upload: Upload = { posted, file: null, tooLarge: false }
  let proven = false
  const storing: Promise<void>[] = []
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
    parser.on('file', (_field: string, stream: NodeJS.ReadableStream, name: string | undefined) => {
      if (!proven) {
        stream.resume()
        reject(new Refusal(403, 'stale form'))
        return
      }
      const stored = app.files
        .put(stream as unknown as Readable, most)
        .then(({ hash, size }) => {
          if (size > 0 || name) upload.file = { name: plainFileName(name ?? ''), hash, size }
        })
        .catch((error: unknown) => {
          if (!(error instanceof FileTooLarge)) throw error
          upload.tooLarge = true
          stream.resume()
        })
      storing.push(stored)
      stored.catch(reject)
    })
    parser.on('finish', resolve)
    parser.on('error', () => reject(new Refusal(400, 'not understood')))
    const source = Readable.fromWeb(body as never)
    source.on('error', () => reject(new Refusal(400, 'not understood')))
    source.pipe(parser)
  })
  await Promise.all(storing)
  if (!proven) throw new Refusal(403, 'stale form')
  return upload
}
