import type { Context } from 'hono'
import { mustEdit } from '#src/documents/folders/level.ts'
import { tryWrite } from '#src/platform/db/try-write.ts'
import { toId } from '#src/platform/web/form.ts'
import { staffOf } from '#src/staff/gate.ts'
import { type Document, findDocument } from './document.ts'
import { markSeen } from './seen.ts'

/** The document that a request names, for somebody who may look at it. Throws 404 for any other. */
export const documentIn = (c: Context): Promise<Document> =>
  findDocument(c.var.db, staffOf(c), toId(c.req.param('id')), toId(c.req.param('documentId')))

/** The same for somebody who may change it: 403 for whoever may only look. */
export async function documentToEdit(c: Context): Promise<Document> {
  const document = await documentIn(c)
  await mustEdit(c.var.db, staffOf(c), document.folder_id)
  return document
}

/** Writes down that whoever asks has opened that version. */
export const markSeenByViewer = (c: Context, document: Document, number = document.number) =>
  tryWrite(c.var.app, (trx) => markSeen(trx, document, number, staffOf(c).id, c.var.app.clock().toISOString()))
