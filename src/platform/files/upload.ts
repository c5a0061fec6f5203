import type { Readable } from 'node:stream'
import type { Context } from 'hono'
import { cleanLine } from '../language/invisible.ts'
import { Refusal } from '../web/errors.ts'
import { nothingPosted, type Posted } from '../web/form.ts'
import type { Multipart } from '../web/multipart.ts'
import { FileTooLarge } from './store.ts'

export interface Upload<Taken = { hash: string; size: number }> {
  posted: Posted
  /** The first file that was sent with content or a name; null where none was. */
  file: ({ name: string } & Taken) | null
  /** It had more bytes than its place allows. Nothing of it is kept. */
  tooLarge: boolean
}

const longestName = 200

/**
 * The name of a file as a form sends it: the last part of a path, where an old browser sends one, without what a name can't hold, at most
 * 200 characters with its ending kept.
 */
export function plainFileName(sent: string): string {
  // What a form writes for the signs that its header can't hold (HTML, section 4.10.22.8, multipart/form-data).
  const path = sent.replaceAll('%22', '"').replace(/(%0[DA])+/gi, ' ')
  const last = (/^([a-z]:)?\\/i.test(path) ? path.split('\\') : path.split('/')).at(-1) ?? ''
  const name = cleanLine(last.toWellFormed().replace(/[\p{Cc}\uFFFD]/gu, ''))
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
 * soon as it is stored: what came before a break stays. Gives what was said beside them, and which were not stored. What `first`
 * throws, which hears what was said before the files, has none taken.
 */
export async function readUploads(
  c: Context,
  most: number,
  each: (file: StoredFile, posted: Posted) => Promise<void>,
  first: (posted: Posted) => Promise<void> = async () => {},
): Promise<{ posted: Posted; refused: { name: string; why: NotStored }[] }> {
  const refused: { name: string; why: NotStored }[] = []
  let isFirst = true
  const posted = await readParts(c, async (content, sentName, said) => {
    if (isFirst) await first(said)
    isFirst = false
    const name = plainFileName(sentName)
    const stored = await c.var.app.files.put(content, most).catch((error: unknown) => {
      const why = whyNotStored(error)
      if (!why) throw error
      refused.push({ name, why })
      return null
    })
    // A field for files in which none was chosen arrives as one without a name.
    if (!stored || (stored.size === 0 && sentName === '')) return
    if (stored.size === 0) refused.push({ name, why: 'file empty' })
    else await each({ name, ...stored }, said)
  })
  return { posted, refused }
}

function whyNotStored(error: unknown): NotStored | null {
  if (error instanceof FileTooLarge) return 'file too large'
  return ['ENOSPC', 'EDQUOT'].includes((error as { code?: string }).code ?? '') ? 'disk full' : null
}

/** Streams the file of a form into the files store: memory stays flat whatever its size. Nothing is kept of a form that breaks off. */
export const readUpload = (c: Context, most: number): Promise<Upload> =>
  readOne(c, (content) => c.var.app.files.put(content, most))

/** The same for a small file that is worked on before anything of it is kept: its bytes stand in memory. */
export const readUploadedBytes = (c: Context, most: number): Promise<Upload<{ bytes: Buffer; size: number }>> =>
  readOne(c, (content) => bytesOf(content, most))

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

/** Has `take` called for the first file of a form. A further one is passed over. */
async function readOne<Taken extends { size: number }>(
  c: Context,
  take: (content: Readable) => Promise<Taken>,
): Promise<Upload<Taken>> {
  let file: Upload<Taken>['file'] = null
  let tooLarge = false
  const posted = await readParts(c, async (content, name) => {
    if (file || tooLarge) return
    try {
      const taken = await take(content)
      if (taken.size > 0 || name) file = { name: plainFileName(name), ...taken }
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error
      tooLarge = true
    }
  })
  return { posted, file, tooLarge }
}

/** Reads the form to its end, which the guard has begun: its token was proven. Gives what was said in its fields. */
async function readParts(
  c: Context,
  take: (content: Readable, name: string, posted: Posted) => Promise<void>,
): Promise<Posted> {
  const form: Multipart | undefined = c.get('multipart')
  if (!form) throw new Refusal(415, 'not understood')
  const posted = nothingPosted(c)
  for (let part = await form.next(); part; part = await form.next()) {
    if ('content' in part) await take(part.content, part.fileName, posted)
    else posted.set(part.name, [...(posted.get(part.name) ?? []), part.value])
  }
  return posted
}
