import type { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import type { FileProblem } from './problems.ts'

/** Opens a file at its beginning, as often as it is called. */
export type Opens = () => Readable

/** What a file may be written in, by the names of the WHATWG; the last is MS-DOS's of western Europe, as "CSV (MS-DOS)" of Excel is. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'macintosh',
  'ibm850',
] as const
export type Encoding = (typeof encodings)[number]

/** Turns bytes into text piece by piece, and what is held at the end. */
interface Decoder {
  next(bytes: Uint8Array): string
  end(): string
}

function decoderOf(encoding: Encoding): Decoder {
  // The one that no browser knows, and so no TextDecoder.
  if (encoding === 'ibm850') {
    const decoder = iconv.getDecoder('cp850')
    return { next: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' }
  }
  const decoder = new TextDecoder(encoding)
  return { next: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

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
  return unmarkedUtf16(bytes.subarray(0, 4096))
}

/** UTF-16 without its mark: every other byte of Latin letters, figures and signs is a zero. */
function unmarkedUtf16(bytes: Buffer): Encoding | null {
  const units = Math.floor(bytes.length / 2)
  if (units < 4) return null
  const zeros = [0, 0]
  for (let i = 0; i < units * 2; i++) if (bytes[i] === 0) zeros[i % 2]!++
  const [high, low] = zeros as [number, number]
  const encoding = low > units / 2 && high === 0 ? 'utf-16le' : high > units / 2 && low === 0 ? 'utf-16be' : null
  if (!encoding) return null
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, units * 2))
  return /[^\P{Cc}\t\r\n]/u.test(text) ? null : encoding
}

const isEncoding = (found: Encoding | FileProblem): found is Encoding => encodings.includes(found as Encoding)

/** How much of a file that is no UTF-8 is looked at to tell in which of the older encodings it is. */
const mostTallied = 1_000_000

/** Counts of one byte after another, by what they would be in each of the older encodings. */
interface Tally {
  /** Bytes above ASCII. */
  high: number
  /** Of these, the ones that stand three and more together and would be letters: as Cyrillic words are, and no Latin ones. */
  together: number
  /** After a letter, those that are common letters of western Europe in Windows-1252, and in MS-DOS's. */
  windows: number
  dos: number
  run: number
  seen: number
}

const common = new Set('áàâãäåçéèêëíìîïñóòôõöøúùûüßæÁÀÂÃÄÅÇÉÈÊËÍÎÑÓÔÕÖØÚÜ')
const byteSet = (encoding: 'ibm850' | 'windows-1252'): ReadonlySet<number> => {
  const { next } = decoderOf(encoding)
  const high = Array.from({ length: 128 }, (_, i) => i + 128)
  return new Set(high.filter((byte) => common.has(next(Uint8Array.of(byte)))))
}
// Quotation marks, dashes and the euro of Windows-1252 would be letters of MS-DOS's, and are far more common than these.
const punctuation = new Set([0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99])
let commonBytes: { windows: ReadonlySet<number>; dos: ReadonlySet<number> } | undefined

const isLetter = (byte: number) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

function tally(counts: Tally, bytes: Buffer): void {
  commonBytes ??= { windows: byteSet('windows-1252'), dos: byteSet('ibm850') }
  let before = 0
  for (const byte of bytes.subarray(0, Math.max(0, mostTallied - counts.seen))) {
    if (byte < 0x80) counts.run = 0
    else {
      counts.high++
      counts.run = byte >= 0xc0 ? counts.run + 1 : 0
      if (counts.run === 3) counts.together += 3
      else if (counts.run > 3) counts.together++
      if (!punctuation.has(byte) && (isLetter(before) || before >= 0x80)) {
        if (commonBytes.windows.has(byte)) counts.windows++
        if (commonBytes.dos.has(byte)) counts.dos++
      }
    }
    before = byte
  }
  counts.seen += bytes.length
}

function likeliest({ high, together, windows, dos }: Tally): Encoding {
  if (together > high / 2) return 'windows-1251'
  return dos > 2 * windows ? 'ibm850' : 'windows-1252'
}

/**
 * The encoding of a text file, from the bytes of the whole of it: UTF-16 by its byte order mark or its zeros, UTF-8 where every byte is
 * valid UTF-8 or it begins with that mark, else Windows-1252, in which any byte is a letter, unless the words are likelier to be
 * Cyrillic or MS-DOS's. It is a guess that somebody may correct: `chosen`. Reads the file once as a stream. A problem for an empty file
 * and for one that is no text: `spreadsheet` for XLSX, ODS and XLS, `not text` for anything else. Throws what the store throws.
 */
export async function detectEncoding(
  open: Opens,
  chosen?: Encoding,
): Promise<{ problem: null; encoding: Encoding } | { problem: FileProblem }> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  const counts: Tally = { high: 0, together: 0, windows: 0, dos: 0, run: 0, seen: 0 }
  let encoding: Encoding = 'utf-8'
  let marked = false
  let begun = false
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    if (!begun) {
      begun = true
      const found = byFirstBytes(chunk)
      if (found && !isEncoding(found)) return { problem: found }
      if (chosen ?? found) return { problem: null, encoding: (chosen ?? found)! }
      marked = startsWith(chunk, [0xef, 0xbb, 0xbf])
    }
    if (chunk.includes(0)) return { problem: 'not text' }
    if (encoding === 'utf-8' && !isValid(strict, chunk)) encoding = 'windows-1252'
    tally(counts, chunk)
  }
  if (!begun) return { problem: 'empty' }
  if (encoding === 'utf-8' && !isValid(strict)) encoding = 'windows-1252'
  return { problem: null, encoding: marked || encoding === 'utf-8' ? 'utf-8' : likeliest(counts) }
}

function isValid(strict: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    strict.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/** Where MS-DOS ended a file, and some of its heirs still do. */
const endOfFile = '\x1A'

/**
 * The text of a file, piece by piece, without its byte order mark, with every line break as \n and without the Ctrl-Z at its end. What is
 * not valid in the encoding comes out as U+FFFD. Stopping early closes the file.
 */
export async function* decoded(open: Opens, encoding: Encoding): AsyncGenerator<string, void, undefined> {
  const decoder = decoderOf(encoding)
  let held = ''
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    const text = held + decoder.next(chunk)
    // The \n that belongs to a last \r may stand in the next chunk, and a Ctrl-Z is the end only where nothing does.
    held = text.endsWith('\r') || text.endsWith(endOfFile) ? text.at(-1)! : ''
    yield withPlainLineBreaks(held ? text.slice(0, -1) : text)
  }
  const rest = held + decoder.end()
  yield withPlainLineBreaks(rest === endOfFile ? '' : rest)
}

const withPlainLineBreaks = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

/** The bytes that a text of Windows-1252 stands for: each byte is a sign of its own there, so that another encoding can be tried. */
export function bytesOfWindows(text: string): Uint8Array {
  bytesBySign ??= new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
  )
  return Uint8Array.from(text, (sign) => bytesBySign?.get(sign) ?? 0x3f)
}
let bytesBySign: Map<string, number> | undefined

/** Those bytes read in an encoding by its name; where there is none of that name, as UTF-8 where they are it, else in the other one. */
export function textOfBytes(bytes: Uint8Array, name = '', other: Encoding | null = null): string {
  const label = name.trim().toLowerCase()
  try {
    if (/^(?:ibm|cp)-?850$/.test(label)) return decoderOf('ibm850').next(bytes)
    if (label !== '') return new TextDecoder(label).decode(bytes)
  } catch {}
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decoderOf(other ?? 'windows-1252').next(bytes)
  }
}
