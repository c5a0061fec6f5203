import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const sha256 = /^[0-9a-f]{64}$/

/** A file larger than its place allows. */
export class FileTooLarge extends Error {}

/** Files by the SHA-256 of their content, in hex: the same bytes are stored once, and a name can't reach outside the folder. */
export interface Files {
  /** Stores a stream of at most `most` bytes; gives its hash and its size in bytes. Throws FileTooLarge, and keeps nothing of it. */
  put(source: Readable, most: number): Promise<{ hash: string; size: number }>
  /** The path of a stored file on this machine. */
  path(hash: string): string
  /** The bytes, or those from `start` to `end`, both counted. */
  read(hash: string, range?: { start: number; end: number }): Readable
  /** How many bytes there are and when they were last put; null where there are none. */
  look(hash: string): Promise<{ size: number; putAt: Date } | null>
  has(hash: string): Promise<boolean>
  remove(hash: string): Promise<void>
}

export function filesIn(folder: string): Files {
  const pathOf = (hash: string) => {
    if (!sha256.test(hash)) throw new Error('not a file hash')
    return join(folder, hash.slice(0, 2), hash)
  }
  return {
    async put(source, most) {
      const arriving = join(folder, 'arriving')
      await mkdir(arriving, { recursive: true, mode: 0o700 })
      const temporary = join(arriving, randomUUID())
      const digest = createHash('sha256')
      let size = 0
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          size += chunk.length
          if (size > most) return next(new FileTooLarge())
          digest.update(chunk)
          next(null, chunk)
        },
      })
      try {
        await pipeline(source, counting, createWriteStream(temporary, { mode: 0o600 }))
        const hash = digest.digest('hex')
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 })
        await rename(temporary, pathOf(hash))
        return { hash, size }
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    path: pathOf,
    read: (hash, range) => createReadStream(pathOf(hash), range),
    look: (hash) =>
      stat(pathOf(hash)).then(
        ({ size, mtime }) => ({ size, putAt: mtime }),
        () => null,
      ),
    has: (hash) =>
      stat(pathOf(hash)).then(
        () => true,
        () => false,
      ),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}
