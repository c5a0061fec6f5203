import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileTooLarge } from './store.ts'

export interface Arrived {
  hash: string
  size: number
  /** Where its bytes stand on this machine, until `keep` is done with them. */
  path: string
}

/**
 * Writes a stream of at most `most` bytes into a folder, for its hash to be known, and has `keep` put it where it stays. Nothing of
 * it is left in that folder afterwards.
 */
export async function arrive(
  folder: string,
  source: Readable,
  most: number,
  keep: (file: Arrived) => Promise<void>,
): Promise<{ hash: string; size: number }> {
  // It may break off before it is read: the pipeline throws that then, and nobody else need hear it.
  source.on('error', () => {})
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
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
    await pipeline(source, counting, createWriteStream(path, { mode: 0o600 }))
    const hash = digest.digest('hex')
    await keep({ hash, size, path })
    return { hash, size }
  } finally {
    await rm(path, { force: true })
  }
}

const day = 86_400_000

/** The files that have been arriving there for more than a day: nobody is sending them any more. */
export async function abandonedFiles(folder: string): Promise<string[]> {
  const left: string[] = []
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found?.isFile() && Date.now() - found.mtimeMs > day) left.push(path)
  }
  return left
}

export async function removeAbandonedFiles(folder: string): Promise<void> {
  for (const path of await abandonedFiles(folder)) await rm(path, { force: true })
}

/** The names in a folder, sorted; none where there is no such folder. */
export async function namesIn(path: string): Promise<string[]> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.sort()
}
