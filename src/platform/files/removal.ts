import type { App } from '../app.ts'
import type { Trx } from '../db/database.ts'
import { tryWrite } from '../db/try-write.ts'
import { enqueue, type Handler } from '../queue/queue.ts'
import { forgetPictures, picturesAmong } from './picture.ts'

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'remove files': { hashes: string[]; leftAt: number }
  }
}

/** How long whoever has just stored the same bytes has to name them in a row, in seconds. */
const graceSeconds = 3600

/** Has stored files removed once this commits, an hour later: those that nothing names then, and that nobody has put anew meanwhile. */
export async function removeFilesLater(
  { trx, at }: { trx: Trx; at: string },
  left: readonly (string | null)[],
): Promise<void> {
  const hashes = [...new Set(left)].filter((hash) => hash !== null)
  if (hashes.length === 0) return
  const runAt = new Date(Date.parse(at) + graceSeconds * 1000).toISOString()
  // By the clock of the machine, which is the one that files are dated by.
  await enqueue(trx, { kind: 'remove files', payload: { hashes, leftAt: Date.now() }, at, runAt })
}

interface Stored {
  hash: string
}

/**
 * The same in a transaction of its own, for files that were stored and that nothing is to name. Where not even that can be written they
 * are tidied away in the end, as what a crash leaves.
 */
export async function discardStored(app: App, files: readonly Stored[]): Promise<void> {
  const hashes = files.map((file) => file.hash)
  if (hashes.length > 0) await tryWrite(app, (trx) => removeFilesLater({ trx, at: app.clock().toISOString() }, hashes))
}

/** Work that is to name files which were just stored, or are being stored: where it fails they are left. */
export const orDiscard = <T>(app: App, files: readonly Stored[], work: Promise<T>): Promise<T> =>
  work.catch(async (error) => {
    await discardStored(app, files)
    throw error
  })

/** Which of these files any noun's rows name, and which are a picture made of a file. */
export async function referencedFiles(app: App, hashes: readonly string[]): Promise<Set<string>> {
  const held = new Set(await picturesAmong(app.db.read, hashes))
  for (const module of app.modules)
    for (const hash of (await module.holdsFiles?.(app.db.read, hashes)) ?? []) held.add(hash)
  return held
}

export const removeUnreferencedFiles: Handler = async (
  app,
  { hashes, leftAt }: { hashes: string[]; leftAt: number },
): Promise<void> => {
  const held = await referencedFiles(app, hashes)
  const unnamed = hashes.filter((hash) => !held.has(hash))
  if (unnamed.length === 0) return
  // The pictures made of a file go as it went, an hour later.
  await app.db.write(async (trx) =>
    removeFilesLater({ trx, at: app.clock().toISOString() }, await forgetPictures(trx, unnamed)),
  )
  for (const hash of unnamed) {
    const found = await app.files.look(hash)
    if (found && found.putAt.getTime() <= leftAt) await app.files.remove(hash)
  }
}
