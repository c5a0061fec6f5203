import { type Context, Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { leaveStored, orLeave } from '#src/platform/files/leaving.ts'
import { typeOfStored } from '#src/platform/files/type.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { readPosted, toId } from '#src/platform/web/form.ts'
import { readUpload } from '#src/platform/web/upload.ts'
import { actorOf, languageOf, may, staffOf } from '#src/staff/gate.ts'
import { DocumentBody, DocumentPage, type DocumentProps } from '#views/documents/page.tsx'
import { words } from '#views/documents/page-words.ts'
import { documentPath } from '#views/documents/path.ts'
import { addVersion } from './add.ts'
import { documentIn, documentToEdit } from './one.ts'
import { documentProps } from './page-routes.tsx'
import { bringBack } from './versions.ts'

/** New versions of a document, and old ones brought back. */
export function documentVersionRoutes(app: App): Hono {
  const routes = new Hono()

  const asItIs = async (c: Context, shown: Pick<DocumentProps, 'problem' | 'conflict'>, status: 409 | 413 | 422) => {
    const props = { ...(await documentProps(c, app, await documentIn(c, app))), ...shown }
    const { head } = await findProfile(app.db.read, staffOf(c), props.document.account_id)
    return answer(c, { page: <DocumentPage {...props} head={head} />, part: <DocumentBody {...props} />, status })
  }

  const changed = async (c: Context, flash: string) => {
    const props = await documentProps(c, app, await documentIn(c, app))
    return done(c, app, { to: documentPath(props.document), flash, part: <DocumentBody {...props} justEdited /> })
  }

  routes.post('/accounts/:id/documents/:documentId/versions', may('signed in'), async (c) => {
    const document = await documentToEdit(c, app)
    const { file, tooLarge } = await readUpload(c, app, app.config.mostDocumentBytes)
    if (tooLarge) return asItIs(c, { problem: 'file too large' }, 413)
    if (!file) return asItIs(c, { problem: 'file missing' }, 422)
    if (file.size === 0) {
      await leaveStored(app, [file])
      return asItIs(c, { problem: 'file empty' }, 422)
    }
    const stored = { ...file, type: await typeOfStored(app, file) }
    const adding = perform(app, actorOf(c), (act) => addVersion(act, document.account_id, document.id, stored))
    const isNew = await orLeave(app, [file], adding)
    const w = words[languageOf(c, app)]
    return changed(c, isNew ? w.uploaded : w.sameAlready)
  })

  routes.post('/accounts/:id/documents/:documentId/versions/:number/current', may('signed in'), async (c) => {
    const { account_id, id } = await documentToEdit(c, app)
    const number = toId(c.req.param('number')) ?? 0
    const version = toId((await readPosted(c)).get('version')?.[0]) ?? 0
    const w = words[languageOf(c, app)]
    try {
      const isNew = await perform(app, actorOf(c), (act) => bringBack(act, account_id, id, version, number))
      return await changed(c, isNew ? w.broughtBack(formatsIn(languageOf(c, app)).count(number)) : w.sameAlready)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return asItIs(c, { conflict: true }, 409)
    }
  })

  return routes
}
