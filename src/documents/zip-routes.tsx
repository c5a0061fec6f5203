import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { write } from '#src/audit/write.ts'
import { folderIn, foldersOf } from '#src/documents/folders/folder.ts'
import { safeName } from '#src/platform/files/names.ts'
import { sendZip } from '#src/platform/files/zip.ts'
import { toId } from '#src/platform/web/form.ts'
import { opens } from '#src/platform/web/opens.ts'
import { languageOf, may, staffOf } from '#src/staff/gate.ts'
import { words } from '#views/documents/page-words.ts'
import { documentsToPack, downloadedTogether, packed } from './zip.ts'

/** A folder, or all documents of an account, as one ZIP. Downloading is a fact to be kept: these GETs write. */
export const documentZipRoutes = new Hono()

const zipped = async (c: Context, whole: boolean) => {
  const staff = staffOf(c)
  const account = await findAccount(c.var.db, staff, toId(c.req.param('id')))
  const folders = await foldersOf(c.var.db, staff, account.id)
  const folder = whole ? null : folderIn(folders, toId(c.req.param('folderId')))
  const documents = await documentsToPack(c.var.db, staff, account.id, folders, folder?.id ?? null)
  // A store that can't be reached is told of as long as the answer is not begun.
  if (documents[0]) await c.var.app.files.look(documents[0].hash, true)
  if (opens(c)) await write(c, (act) => downloadedTogether(act, account, folder, documents, staff.id))
  const w = words[languageOf(c)]
  const missing = {
    name: w.missingFile,
    text: (names: string[]) => `${w.missingText}\r\n\r\n${names.join('\r\n')}\r\n`,
  }
  return sendZip(
    c,
    `${safeName(folder?.name ?? account.name)}.zip`,
    packed(c.var.app, documents, folders, folder?.id ?? null, missing),
  )
}

documentZipRoutes.get('/accounts/:id/documents/zip', may('signed in'), (c) => zipped(c, true))
documentZipRoutes.get('/accounts/:id/documents/folders/:folderId/zip', may('signed in'), (c) => zipped(c, false))
