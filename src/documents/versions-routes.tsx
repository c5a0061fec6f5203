import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { discardStored, orDiscard } from '#src/platform/files/removal.ts'
import { typeOfStored } from '#src/platform/files/type.ts'
import { readUpload } from '#src/platform/files/upload.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { readPosted, toId } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf } from '#src/staff/gate.ts'
import { DocumentBody, DocumentPage, type DocumentProps } from '#views/documents/page.tsx'
import { words } from '#views/documents/page-words.ts'
import { documentPath } from '#views/documents/path.ts'
import { addVersion } from './add.ts'
import { documentIn, documentToEdit } from './page.ts'
import { documentProps } from './page-routes.tsx'
import { restoreVersion } from './versions.ts'

/** New versions of a document, and old ones brought back. */
export const documentVersionRoutes = new Hono()

const asItIs = async (c: Context, shown: Pick<DocumentProps, 'problem' | 'conflict'>, status: 409 | 413 | 422) => {
  const props = { ...(await documentProps(c, await documentIn(c))), ...shown }
  const { head } = await findProfile(c.var.db, staffOf(c), props.document.account_id)
  return answer(c, { page: <DocumentPage {...props} head={head} />, part: <DocumentBody {...props} />, status })
}

const changed = async (c: Context, flash: string) => {
  const props = await documentProps(c, await documentIn(c))
  return done(c, { to: documentPath(props.document), flash, part: <DocumentBody {...props} justEdited /> })
}

documentVersionRoutes.post(
  '/accounts/:id/documents/:documentId/versions',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const document = await documentToEdit(c)
    const { file, tooLarge } = await readUpload(c, c.var.app.config.mostDocumentBytes)
    if (tooLarge) return asItIs(c, { problem: 'file too large' }, 413)
    if (!file) return asItIs(c, { problem: 'file missing' }, 422)
    if (file.size === 0) {
      await discardStored(c.var.app, [file])
      return asItIs(c, { problem: 'file empty' }, 422)
    }
    const stored = { ...file, type: await typeOfStored(c.var.app, file) }
    const adding = write(c, (act) => addVersion(act, document.account_id, document.id, stored))
    const isNew = await orDiscard(c.var.app, [file], adding)
    const w = words[languageOf(c)]
    return changed(c, isNew ? w.uploaded : w.sameAlready)
  },
)

documentVersionRoutes.post(
  '/accounts/:id/documents/:documentId/versions/:number/current',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const { account_id, id } = await documentToEdit(c)
    const number = toId(c.req.param('number')) ?? 0
    const version = toId((await readPosted(c)).get('version')?.[0]) ?? 0
    const w = words[languageOf(c)]
    try {
      const isNew = await write(c, (act) => restoreVersion(act, account_id, id, version, number))
      return await changed(c, isNew ? w.broughtBack(formatsIn(languageOf(c)).count(number)) : w.sameAlready)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return asItIs(c, { conflict: true }, 409)
    }
  },
)
