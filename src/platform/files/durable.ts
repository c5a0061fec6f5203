import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs'
import { access, constants, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Has what stands at a path, a file's bytes or a folder's names, reach the disk: it is there after a power cut. */
export type Sync = (path: string) => Promise<void>

// Windows and some network disks sync no folder, and keep its names by themselves; one may be open for writing alone.
const unsyncable = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'ENOSYS'])
const isUnsyncable = (error: unknown) => unsyncable.has((error as NodeJS.ErrnoException).code ?? '')

export const synced: Sync = async (path) => {
  try {
    const file = await open(path, 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!isUnsyncable(error)) throw error
  }
}

/** The same, for what is read and written before anything else runs. */
export function syncedNow(path: string): void {
  try {
    const file = openSync(path, 'r')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (!isUnsyncable(error)) throw error
  }
}

/** The path is taken: nothing is ever written over. */
export class PathTaken extends Error {}

/**
 * Has a new file written whole or not at all: `write` is given a name beside it, which is the file's own only once all of it is on
 * the disk. Throws PathTaken where there is one already.
 */
export async function newFile<T>(path: string, write: (aside: string) => Promise<T>): Promise<T> {
  refuseTaken(path)
  // Before the work, which may be long, and in the folder's own name.
  await access(`${dirname(path)}/`, constants.W_OK)
  const aside = `${path}.${randomUUID()}.part`
  try {
    const written = await write(aside)
    await synced(aside)
    refuseTaken(path)
    await rename(aside, path)
    await synced(dirname(path))
    return written
  } finally {
    await rm(aside, { force: true })
  }
}

function refuseTaken(path: string): void {
  if (existsSync(path)) throw new PathTaken(`${path} is there already.`)
}
