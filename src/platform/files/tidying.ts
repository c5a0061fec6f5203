import type { App } from '../app.ts'
import { referencedFiles, removeFilesLater } from './removal.ts'

const hour = 3_600_000
const day = 24 * hour
const filesAtATime = 500
/** In how many hours the whole store is looked through: not those of a day, so that a machine that rests at night misses nothing. */
const turns = 25

/** The beginnings of the hashes that are looked through in the hour of that moment: a few of the 256. */
export function beginningsAt(moment: number): string[] {
  const turn = Math.floor(moment / hour) % turns
  return Array.from({ length: 256 }, (_, part) => part)
    .filter((part) => part % turns === turn)
    .map((part) => part.toString(16).padStart(2, '0'))
}

/**
 * Stored files that nothing has named for a day go: by `removeFilesLater`, which looks once more an hour later. Every hour a part of the
 * store has its turn.
 */
export async function tidyFiles(app: App, beginnings: readonly string[] = beginningsAt(Date.now())): Promise<void> {
  for (const beginning of beginnings) {
    let some: string[] = []
    for await (const { hash, putAt } of app.files.list(beginning)) {
      if (Date.now() - putAt.getTime() < day) continue
      some.push(hash)
      if (some.length < filesAtATime) continue
      await leaveUnnamed(app, some)
      some = []
    }
    await leaveUnnamed(app, some)
  }
}

async function leaveUnnamed(app: App, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  const held = await referencedFiles(app, hashes)
  const unnamed = hashes.filter((hash) => !held.has(hash))
  if (unnamed.length === 0) return
  await app.db.write((trx) => removeFilesLater({ trx, at: app.clock().toISOString() }, unnamed))
}
