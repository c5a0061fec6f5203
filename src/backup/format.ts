import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { z } from 'zod'

// A backup is a ZIP: tables/<table>.jsonl, one row a line; files/<first two digits>/<SHA-256>; and manifest.json, which tells of both.

/** Of this layout. A later one gets the next number. */
export const formatNumber = 1

/** No row is longer than this, in bytes: the longest that Ficha makes, a rejected row of an import, stays well below it. */
export const longestLine = 16 * 1024 ** 2

export const manifestName = 'manifest.json'
export const tableEntry = (table: string) => `tables/${table}.jsonl`
export const fileEntry = (hash: string) => `files/${hash.slice(0, 2)}/${hash}`

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)

export const manifestSchema = z.object({
  format: z.literal(formatNumber),
  /** Ficha's own version. */
  version: z.string().max(100),
  /** The name of the newest migration. */
  migration: z.string().max(200),
  /** UTC, ISO 8601. */
  at: z.string().max(40),
  engine: z.enum(['sqlite', 'postgres']),
  tables: z.record(z.string(), z.object({ rows: count, sha256 })),
  /** The last id that each table gave out: an id of a row that was removed is never given out again. */
  lastIds: z.record(z.string(), count),
  /** How many stored files there are. */
  files: count,
})
export type Manifest = z.infer<typeof manifestSchema>

export type EntryKind = { kind: 'manifest' } | { kind: 'table'; table: string } | { kind: 'file'; hash: string }

/** What the entry of that name is; null for a name that no backup holds. No name can reach outside its folder. */
export function entryKind(name: string): EntryKind | null {
  if (name === manifestName) return { kind: 'manifest' }
  const table = /^tables\/([a-z][a-z0-9_]{0,62})\.jsonl$/.exec(name)?.[1]
  if (table) return { kind: 'table', table }
  const hash = /^files\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(name)?.[1]
  return hash && name === fileEntry(hash) ? { kind: 'file', hash } : null
}

/** What can't be backed up or restored, and why, in one line for whoever asked for it. */
export class BackupError extends Error {}

/** Hands the bytes on, and throws at their end where their SHA-256 is another. */
export async function* checked(bytes: Readable, sha256: string, name: string): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    digest.update(chunk)
    yield chunk
  }
  if (digest.digest('hex') !== sha256) throw new BackupError(`${name} is damaged.`)
}

/** The lines of a text, without their ends. Throws for one that is too long or has no end: memory stays flat whatever comes. */
export async function* linesOf(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let begun: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const last = chunk.subarray(from, end)
      yield utf8.decode(begun.length > 0 ? Buffer.concat([...begun, last]) : last)
      begun = []
      length = 0
      from = end + 1
    }
    const rest = chunk.subarray(from)
    length += rest.length
    if (length > longestLine) throw new BackupError(`${name} has a line that is too long.`)
    if (rest.length > 0) begun.push(rest)
  }
  if (length > 0) throw new BackupError(`${name} breaks off in a row.`)
}
