import type { Readable } from 'node:stream'

/** A file larger than its place allows. */
export class FileTooLarge extends Error {}

/** The store can't do what it is asked for: one line for whoever looks after it. */
export class StoreError extends Error {
  readonly code = 'ESTORE'
}

/** What a store knows of a file: how many bytes there are and when they were last put. */
export interface StoredFile {
  size: number
  putAt: Date
}

/** Files by the SHA-256 of their content, in hex: the same bytes are stored once, and a name can't reach outside their place. */
export interface Files {
  /** Stores a stream of at most `most` bytes; gives its hash and its size in bytes. Throws FileTooLarge, and keeps nothing of it. */
  put(source: Readable, most: number): Promise<{ hash: string; size: number }>
  /**
   * The bytes, or those from `start` to `end`, both counted. The stream fails with ENOENT where there are none. With `isAwaited` the
   * store has seconds to begin, not minutes: somebody waits for the page.
   */
  read(hash: string, range?: { start: number; end: number }, isAwaited?: boolean): Readable
  /** Null where there is none. Throws StoreError where that can't be told. */
  look(hash: string, isAwaited?: boolean): Promise<StoredFile | null>
  has(hash: string): Promise<boolean>
  remove(hash: string): Promise<void>
  /** Every stored file, by its hash in ascending order; or those whose hash begins with these two digits. */
  list(beginning?: string): AsyncIterable<StoredFile & { hash: string }>
  /** How many uploads broke off in a crash: what has been arriving for more than a day. */
  leftOver(): Promise<number>
  /** Removes what they left. */
  removeLeftOver(): Promise<void>
}

const sha256 = /^[0-9a-f]{64}$/

export const isHash = (name: string): boolean => sha256.test(name)

/** Where a file stands, in a folder as in a bucket. Throws for what is not a hash. */
export function placeOf(hash: string): string {
  if (!isHash(hash)) throw new Error('not a file hash')
  return `${hash.slice(0, 2)}/${hash}`
}
