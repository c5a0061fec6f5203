import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { referencedFiles } from '#src/platform/files/removal.ts'
import type { StoredFile } from '#src/platform/files/store.ts'

const filesAtATime = 500
const readAtATime = 4
const day = 86_400_000

/**
 * What is wrong with the stored files: those that a version names and that are missing or of another size, those that nothing names,
 * and what a crash has left; with `readFiles` also those whose bytes are not what they were. One walk through the store and through
 * the rows, both by hash: memory stays flat.
 */
export async function wrongFiles(app: App, readFiles: boolean): Promise<string[]> {
  const wrong: string[] = []
  let unnamed = 0
  for await (const { files, after, upTo } of partsOf(app)) {
    const held = await referencedFiles(app, [...files.keys()])
    const versions = await versionsBetween(app.db.read, after, upTo)
    const damaged = readFiles ? await damagedOf(app, [...held]) : new Set<string>()
    for (const version of versions) {
      const says = await whatIsWrong(app, version, files.get(version.hash), damaged)
      if (says) wrong.push(`${version.short_id} “${version.name}”, version ${version.number}: ${says}`)
    }
    const named = new Set(versions.map((version) => version.hash))
    for (const hash of damaged)
      if (!named.has(hash)) wrong.push(`the stored file ${hash} is damaged: its bytes are not what they were`)
    for (const [hash, { putAt }] of files) if (!held.has(hash) && Date.now() - putAt.getTime() > day) unnamed++
  }
  const left = await app.files.leftOver()
  if (unnamed > 0) wrong.push(`${unnamed} stored file(s) are older than a day and named by nothing`)
  if (left > 0) wrong.push(`${left} upload(s) of more than a day ago broke off: they are left in files/arriving`)
  return wrong
}

/** The stored files, some at a time, with between which hashes they are: after one, and up to another. */
async function* partsOf(app: App): AsyncGenerator<{ files: Map<string, StoredFile>; after: string; upTo: string }> {
  let files = new Map<string, StoredFile>()
  let after = ''
  for await (const { hash, ...looked } of app.files.list()) {
    files.set(hash, looked)
    if (files.size < filesAtATime) continue
    yield { files, after, upTo: hash }
    files = new Map()
    after = hash
  }
  // After every hash, which are hexadecimal.
  yield { files, after, upTo: 'g' }
}

const versionsBetween = (db: Db, after: string, upTo: string) =>
  db
    .selectFrom('document_version')
    .innerJoin('document', 'document.id', 'document_version.document_id')
    .innerJoin('account', 'account.id', 'document.account_id')
    .select(['account.short_id', 'document.name'])
    .select(['document_version.number', 'document_version.hash', 'document_version.size'])
    .where('document_version.hash', '>', after)
    .where('document_version.hash', '<=', upTo)
    .orderBy('document_version.hash')
    .orderBy('document_version.document_id')
    .execute()

async function whatIsWrong(
  app: App,
  { hash, size }: { hash: string; size: number },
  listed: StoredFile | undefined,
  damaged: ReadonlySet<string>,
): Promise<string | null> {
  // What was put while we looked was not listed.
  const found = listed ?? (await app.files.look(hash))
  if (!found) return 'its file is missing'
  if (found.size !== Number(size)) return `its file has ${found.size} bytes, not ${size}`
  return damaged.has(hash) ? 'its file is damaged: its bytes are not what they were' : null
}

/** Which of these files, read whole, are not what their names say. */
async function damagedOf(app: App, hashes: readonly string[]): Promise<Set<string>> {
  const damaged = new Set<string>()
  const waiting = hashes.values()
  const reading = async () => {
    for (const hash of waiting) {
      const digest = createHash('sha256')
      try {
        await pipeline(app.files.read(hash), digest)
        if (digest.digest('hex') !== hash) damaged.add(hash)
      } catch (error) {
        // Somebody may have removed it since it was listed.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
  }
  await Promise.all(Array.from({ length: readAtATime }, reading))
  return damaged
}
