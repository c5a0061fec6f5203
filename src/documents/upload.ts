import type { Context } from 'hono'
import { write } from '#src/audit/write.ts'
import { placeIn } from '#src/documents/folders/tree.ts'
import { orDiscard } from '#src/platform/files/removal.ts'
import { typeOfStored } from '#src/platform/files/type.ts'
import { type NotStored, readUploads, type StoredFile } from '#src/platform/files/upload.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { type Posted, toId } from '#src/platform/web/form.ts'
import { staffOf } from '#src/staff/gate.ts'
import { type Added, addDocument, type Stored } from './add.ts'
import { top } from './form.ts'
import { sameNames } from './rules.ts'

/** What became of each file that was sent: of a document, or of what could not be one. */
export interface Received {
  added: { sent: string; document: Added }[]
  refused: { name: string; why: NotStored }[]
}

/**
 * Streams a form of files; each is a document by `add` as soon as it is stored, and one that `add` refuses leaves again. `first` is
 * asked before the first is taken.
 */
export async function receiveFiles(
  c: Context,
  add: (file: Stored, posted: Posted) => Promise<Added>,
  first?: (posted: Posted) => Promise<void>,
): Promise<Received & { posted: Posted }> {
  const added: Received['added'] = []
  const take = async (file: StoredFile, posted: Posted) => {
    const adding = typeOfStored(c.var.app, file).then((type) => add({ ...file, type }, posted))
    added.push({ sent: file.name, document: await orDiscard(c.var.app, [file], adding) })
  }
  const { posted, refused } = await readUploads(c, c.var.app.config.mostDocumentBytes, take, first)
  return { added, refused, posted }
}

/** Takes the files of a form into a folder of an account that the person sees. What the folder does not allow leaves nothing behind: 404, 403. */
export const receiveDocuments = (c: Context, accountId: number): Promise<Received & { posted: Posted }> =>
  receiveFiles(
    c,
    (file, posted) => {
      const said = posted.get('same_name')?.[0]
      const place = {
        accountId,
        folderId: folderOf(posted),
        isShared: posted.get('shared')?.[0] === 'on',
        sameName: sameNames.find((known) => known === said) ?? 'keep both',
      }
      return write(c, (act) => addDocument(act, place, file))
    },
    async (posted) => {
      const { level } = await placeIn(c.var.app, staffOf(c), accountId, folderOf(posted))
      if (level !== 'edit') throw notAllowed()
    },
  )

/** The folder that the form names; 0, which no folder is, for what is no number. */
export function folderOf(posted: Posted): number | null {
  const text = posted.get('folder')?.[0] ?? top
  return text === top || text === '' ? null : (toId(text) ?? 0)
}

/** The status of an answer to an upload: 200 where every file became a document. */
export function statusOf({ added, refused }: Received): 200 | 413 | 422 | 507 {
  if (refused.some(({ why }) => why === 'disk full')) return 507
  if (refused.some(({ why }) => why === 'file too large')) return 413
  return refused.length > 0 || added.length === 0 ? 422 : 200
}
