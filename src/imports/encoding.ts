import type { Readable } from 'node:stream'
import type { FileProblem } from './problems.ts'

/** Opens a file at its beginning, as often as it is called. */
export type Opens = () => Readable

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const startsWith = (bytes: Buffer, signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte)

// ZIP, which XLSX and ODS are (APPNOTE.TXT, 4.3.7), and the compound file that XLS is (MS-CFB, 2.2).
const spreadsheets = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]
const pdf = [0x25, 0x50, 0x44, 0x46]

function byFirstBytes(bytes: Buffer): Encoding | FileProblem | null {
  if (spreadsheets.some((signature) => startsWith(bytes, signature))) return 'spreadsheet'
  if (startsWith(bytes, pdf)) return 'not text'
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  return null
}

const isEncoding = (found: Encoding | FileProblem): found is Encoding =>
  found === 'utf-8' || found === 'utf-16le' || found === 'utf-16be' || found === 'windows-1252'

/**
 * The encoding of a text file, from the bytes of the whole of it: UTF-16 by its byte order mark, UTF-8 where every byte is
 * valid UTF-8 or it begins with that mark, else Windows-1252, in which any byte is a letter. Reads the file once as a stream.
 * A problem for an empty file and for one that is no text: `spreadsheet` for XLSX, ODS and XLS, `not text` for anything else.
 * Throws what the store throws.
 */
export async function detectEncoding(
  open: Opens,
): Promise<{ problem: null; encoding: Encoding } | { problem: FileProblem }> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let encoding: Encoding = 'utf-8'
  let marked = false
  let begun = false
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    if (!begun) {
      begun = true
      const found = byFirstBytes(chunk)
      if (found && !isEncoding(found)) return { problem: found }
      if (found) return { problem: null, encoding: found }
      marked = startsWith(chunk, [0xef, 0xbb, 0xbf])
    }
    if (chunk.includes(0)) return { problem: 'not text' }
    if (encoding === 'utf-8' && !isValid(strict, chunk)) encoding = 'windows-1252'
  }
  if (!begun) return { problem: 'empty' }
  if (encoding === 'utf-8' && !isValid(strict)) encoding = 'windows-1252'
  return { problem: null, encoding: marked ? 'utf-8' : encoding }
}

function isValid(strict: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    strict.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/**
 * The text of a file, piece by piece, without its byte order mark and with every line break as \n. What is not valid in the
 * encoding comes out as U+FFFD. Stopping early closes the file.
 */
export async function* decoded(open: Opens, encoding: Encoding): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    const text = held + decoder.decode(chunk, { stream: true })
    // The \n that belongs to a last \r may stand in the next chunk.
    held = text.endsWith('\r') ? '\r' : ''
    yield withPlainLineBreaks(held ? text.slice(0, -1) : text)
  }
  yield withPlainLineBreaks(held + decoder.decode())
}

const withPlainLineBreaks = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
