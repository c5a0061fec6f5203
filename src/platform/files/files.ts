import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { abandonedFiles, arrive, namesIn, removeAbandonedFiles } from './arriving.ts'
import { type Sync, synced } from './durable.ts'
import { filesInBucket } from './s3.ts'
import { type Files, isHash, placeOf, StoreError } from './store.ts'

/** The store that the settings ask for: the folder of the data, or a bucket. */
export function filesFor({ dataDir, bucket }: Config): Files {
  const folder = join(dataDir, 'files')
  return bucket ? filesInBucket(bucket, join(folder, 'arriving')) : filesIn(folder)
}

/** Files in a folder of this machine. Whatever was put is there after a power cut. */
export function filesIn(folder: string, sync: Sync = synced): Files {
  const pathOf = (hash: string) => join(folder, placeOf(hash))
  const arriving = join(folder, 'arriving')
  /** Folders whose own names are known to be on the disk. */
  const onDisk = new Set<string>()
  const look = (hash: string) =>
    stat(pathOf(hash)).then(
      ({ size, mtime }) => ({ size, putAt: mtime }),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw new StoreError(`The folder of files can't be read: ${error.message}`)
      },
    )
  return {
    put: (source, most) =>
      arrive(arriving, source, most, async ({ hash, path }) => {
        const place = dirname(pathOf(hash))
        await sync(path)
        await mkdir(place, { recursive: true, mode: 0o700 })
        // Whoever has made it may not have come to this yet.
        if (!onDisk.has(place)) for (const above of [dirname(folder), folder]) await sync(above)
        onDisk.add(place)
        await rename(path, pathOf(hash))
        await sync(place)
      }),
    read: (hash, range) => createReadStream(pathOf(hash), range),
    look,
    has: async (hash) => (await look(hash)) !== null,
    remove: (hash) => rm(pathOf(hash), { force: true }),
    async *list(beginning = '') {
      for (const part of await namesIn(folder)) {
        if (!/^[0-9a-f]{2}$/.test(part) || !part.startsWith(beginning)) continue
        for (const hash of await namesIn(join(folder, part))) {
          const found = isHash(hash) ? await look(hash) : null
          if (found) yield { hash, ...found }
        }
      }
    },
    leftOver: async () => (await abandonedFiles(arriving)).length,
    removeLeftOver: () => removeAbandonedFiles(arriving),
  }
}
