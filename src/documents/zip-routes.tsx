import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { perform } from '#src/audit/audit.ts'
import { folderIn, foldersOf } from '#src/documents/folders/folder.ts'
import type { App } from '#src/platform/app.ts'
import { safeName } from '#src/platform/files/names.ts'
import { toId } from '#src/platform/web/form.ts'
import { opens } from '#src/platform/web/opens.ts'
import { sendZip } from '#src/platform/web/zip.ts'
import { actorOf, languageOf, may, staffOf } from '#src/staff/gate.ts'
import { words } from '#views/documents/page-words.ts'
import { documentsToPack, downloadedTogether, packed } from './zip.ts'

/** A folder, or all documents of an account, as one ZIP. Downloading is a fact to be kept: these GETs write. */
export function documentZipRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  const zipped = async (c: Context, whole: boolean) => {
    const staff = staffOf(c)
    const account = await findAccount(db, staff, toId(c.req.param('id')))
    const folders = await foldersOf(db, staff, account.id)
    const folder = whole ? null : folderIn(folders, toId(c.req.param('folderId')))
    const documents = await documentsToPack(db, staff, account.id, folders, folder?.id ?? null)
    // A store that can't be reached is told of as long as the answer is not begun.
    if (documents[0]) await app.files.look(documents[0].hash, true)
    if (opens(c)) await perform(app, actorOf(c), (act) => downloadedTogether(act, account, folder, documents, staff.id))
    const w = words[languageOf(c, app)]
    const missing = {
      name: w.missingFile,
      text: (names: string[]) => `${w.missingText}\r\n\r\n${names.join('\r\n')}\r\n`,
    }
    return sendZip(
      c,
      `${safeName(folder?.name ?? account.name)}.zip`,
      packed(app, documents, folders, folder?.id ?? null, missing),
    )
  }

  routes.get('/accounts/:id/documents/zip', may('signed in'), (c) => zipped(c, true))
  routes.get('/accounts/:id/documents/folders/:folderId/zip', may('signed in'), (c) => zipped(c, false))

  return routes
}
