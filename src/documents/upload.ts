import type { Context } from 'hono'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { leaveFiles } from '#src/platform/files/leaving.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { type Posted, toId } from '#src/platform/web/form.ts'
import { type NotStored, readUploads, type StoredFile } from '#src/platform/web/upload.ts'
import { actorOf, staffOf } from '#src/staff/gate.ts'
import { type Added, addDocument, sameNames } from './add.ts'
import { top } from './list-form.ts'
import { placeIn } from './tree.ts'
import { sampleBytes, typeOf } from './type.ts'

/** What became of each file that was sent: of a document, or of what could not be one. */
export interface Received {
  added: { sent: string; document: Added }[]
  refused: { name: string; why: NotStored }[]
}

/**
 * Streams a form of files into a folder of an account that the person sees; each is a document as soon as it is stored. What the
 * folder allows is asked before the first is taken: 404 and 403 leave nothing behind.
 */
export async function receiveDocuments(
  c: Context,
  app: App,
  accountId: number,
): Promise<Received & { posted: Posted }> {
  const added: Received['added'] = []
  const { posted, refused } = await readUploads(
    c,
    app,
    app.config.mostDocumentBytes,
    async (file, said) => {
      const document = await addStored(c, app, accountId, file, said)
      added.push({ sent: file.name, document })
    },
    async (said) => {
      const { level } = await placeIn(app, staffOf(c), accountId, folderOf(said))
      if (level !== 'edit') throw notAllowed()
    },
  )
  return { added, refused, posted }
}

/** The folder that the form names; 0, which no folder is, for what is no number. */
export function folderOf(posted: Posted): number | null {
  const text = posted.get('folder')?.[0] ?? top
  return text === top || text === '' ? null : (toId(text) ?? 0)
}

async function addStored(c: Context, app: App, accountId: number, file: StoredFile, posted: Posted): Promise<Added> {
  try {
    const type = await typeOf(await beginningOf(app, file), file.name)
    const said = posted.get('same_name')?.[0]
    const place = {
      accountId,
      folderId: folderOf(posted),
      isShared: posted.get('shared')?.[0] === 'on',
      sameName: sameNames.find((known) => known === said) ?? 'keep both',
    }
    return await perform(app, actorOf(c), (act) => addDocument(act, place, { ...file, type }))
  } catch (error) {
    // Nothing names its bytes: the folder has gone while they came.
    await app.db.write((trx) => leaveFiles({ trx, at: app.clock().toISOString() }, [file.hash]))
    throw error
  }
}

async function beginningOf(app: App, { hash, size }: StoredFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  const range = { start: 0, end: Math.min(size, sampleBytes) - 1 }
  for await (const chunk of app.files.read(hash, range)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The status of an answer to an upload: 200 where every file became a document. */
export function statusOf({ added, refused }: Received): 200 | 413 | 422 | 507 {
  if (refused.some(({ why }) => why === 'disk full')) return 507
  if (refused.some(({ why }) => why === 'file too large')) return 413
  return refused.length > 0 || added.length === 0 ? 422 : 200
}
