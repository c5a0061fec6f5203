import { once } from 'node:events'
import { addAbortSignal, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Files, StoreError } from './store.ts'

type Range = { start: number; end: number }

/** Within how many milliseconds a store must begin to answer somebody who waits for a page, and must have said all of what is small. */
const patienceToBegin = 8000
const patienceForAll = 20_000

/**
 * The bytes of a stored file, or a range of them, once the first are there; null where there are none. Throws StoreError where the
 * store can't be reached, in time for an answer that says so.
 */
export async function openStored(
  files: Files,
  hash: string,
  range?: Range,
  patience = patienceToBegin,
): Promise<Readable | null> {
  const stream = files.read(hash, range, true)
  // What fails while nobody reads it ends nothing but itself.
  stream.on('error', () => {})
  try {
    await once(stream, 'readable', { signal: AbortSignal.timeout(patience) })
    return stream
  } catch (error) {
    stream.destroy()
    return absent(error)
  }
}

/** All of them, for what is small enough to stand in memory. */
export async function readStored(files: Files, hash: string, range?: Range): Promise<Buffer | null> {
  const stream = await openStored(files, hash, range)
  if (!stream) return null
  try {
    return await buffer(addAbortSignal(AbortSignal.timeout(patienceForAll), stream))
  } catch (error) {
    return absent(error)
  }
}

/** The same as a stream from the start, for whoever reads it piece by piece. It fails with ENOENT where there are no bytes. */
export const streamStored = (files: Files, hash: string): Readable =>
  Readable.from(piecesOf(files, hash), { objectMode: false })

async function* piecesOf(files: Files, hash: string): AsyncGenerator<Buffer> {
  try {
    const stream = await openStored(files, hash)
    if (stream) return yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    absent(error)
  }
  throw Object.assign(new Error(`there is no stored file ${hash}`), { code: 'ENOENT' })
}

/** Null for a file that is not there; anything else is the store's failure. */
function absent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  if (error instanceof StoreError) throw error
  throw new StoreError(`A stored file can't be read: ${(error as Error).message}`)
}
