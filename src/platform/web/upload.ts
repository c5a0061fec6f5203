import { PassThrough, Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import { FileTooLarge } from '../files/store.ts'
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

const longestName = 200

/** The last part of a path as any system writes it, without what a name can't hold, at most 200 characters with its ending kept. */
export function plainFileName(path: string): string {
  const name = (path.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFD]/gu, '')
    .trim()
  const letters = [...name]
  if (letters.length <= longestName) return name || 'file'
  const ending = /\.[^.]{1,11}$/.exec(name)?.[0] ?? ''
  return (
    letters
      .slice(0, longestName - [...ending].length)
      .join('')
      .trimEnd() + ending
  )
}

/** Why one of several files that were sent was not stored. */
export type NotStored = 'file too large' | 'file empty' | 'disk full'

export interface StoredFile {
  name: string
  hash: string
  size: number
}

/**
 * Streams a form of many files into the files store, each of at most `most` bytes, and has `each` called for one after the other as
 * soon as it is stored: what came before a break stays. Gives what was said beside them, and which were not stored. As in
 * `readUpload` the form's token comes first. What `first` throws, which hears what was said before the files, has none taken.
 */
export async function readUploads(
  c: Context,
  app: App,
  most: number,
  each: (file: StoredFile, posted: Posted) => Promise<void>,
  first: (posted: Posted) => Promise<void> = async () => {},
): Promise<{ posted: Posted; refused: { name: string; why: NotStored }[] }> {
  const refused: { name: string; why: NotStored }[] = []
  let last: Promise<unknown> = Promise.resolve()
  let allowed: Promise<void> | undefined
  const { posted } = await receive(
    c,
    app,
    async (stream, name, said) => {
      allowed ??= first(said)
      await allowed
      const stored = await app.files.put(stream, most).catch((error: unknown) => {
        const why = whyNotStored(error)
        if (!why) throw error
        refused.push({ name: plainFileName(name), why })
        return null
      })
      if (!stored) return { size: 0 }
      // A field for files in which none was chosen arrives as one without a name.
      if (stored.size === 0 && name === '') return stored
      if (stored.size === 0) refused.push({ name: plainFileName(name), why: 'file empty' })
      else {
        last = last.then(() => each({ name: plainFileName(name), ...stored }, said))
        await last
      }
      return stored
    },
    mostFiles,
  )
  return { posted, refused }
}

const mostFiles = 1000
/** How many bytes may be said beside the files. */
const mostText = 1_000_000

function whyNotStored(error: unknown): NotStored | null {
  if (error instanceof FileTooLarge) return 'file too large'
  return ['ENOSPC', 'EDQUOT'].includes((error as { code?: string }).code ?? '') ? 'disk full' : null
}

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
  take: (stream: Readable, name: string, posted: Posted) => Promise<Taken>,
  files = 1,
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
      limits: { fields: 1000, fieldSize: mostText, files, parts: 1010 + files },
    })
  } catch {
    throw new Refusal(415, 'not understood')
  }
  await new Promise<void>((resolve, reject) => {
    let said = 0
    parser.on('field', (name: string, value: string, _nameCut: boolean, isCut: boolean) => {
      try {
        said += value.length
        if (isCut || said > mostText) throw new Refusal(413, 'too large')
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
      const stored = take(content, name ?? '', posted)
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
