import { fileTypeFromBuffer } from 'file-type'
import type { App } from '../app.ts'
import { Refusal } from '../web/errors.ts'
import { readStored } from './awaited.ts'

/** How much of a file's beginning tells its type, in bytes. */
export const sampleBytes = 8192

/** What a file is, by its content: its media type. A name only tells texts apart, which all look alike from inside. */
export async function typeOf(sample: Uint8Array, name: string): Promise<string> {
  const known = await fileTypeFromBuffer(sample)
  if (known) return known.mime
  if (!isText(sample)) return 'application/octet-stream'
  if (/\.(csv|tsv)$/i.test(name)) return 'text/csv'
  return 'text/plain'
}

/** What a stored file is. */
export async function typeOfStored(
  app: App,
  { hash, size, name }: { hash: string; size: number; name: string },
): Promise<string> {
  const sample = await readStored(app.files, hash, { start: 0, end: Math.min(size, sampleBytes) - 1 })
  if (!sample) throw new Refusal(404, 'file gone')
  return typeOf(sample, name)
}

/** UTF-8 or a single-byte text without control characters. The last character of a sample may be cut in two. */
function isText(sample: Uint8Array): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\0-\x08\x0E-\x1A\x1C-\x1F]/.test(Buffer.from(sample).toString('latin1'))
}

/** What browsers show by themselves, harmless as long as nothing of it is run. Anything else is only ever downloaded. */
export const isShownInline = (type: string): boolean => type === 'application/pdf'

/** What our own pages show a picture of. */
export const isPicture = (type: string): boolean =>
  ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'].includes(type)

export const isReadAsText = (type: string): boolean => type === 'text/plain' || type === 'text/csv'
