import { type Context, Hono } from 'hono'
import { accountIn } from '#src/accounts/page.ts'
import type { Act } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { levelIn } from '#src/documents/folders/level.ts'
import { placeIn } from '#src/documents/folders/tree.ts'
import { folderPath } from '#src/documents/list-routes.tsx'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { TrashPage } from '#views/documents/trash.tsx'
import { words } from '#views/documents/trash-words.ts'
import { trashedDocuments, trashedFolders } from './list.ts'
import { type Restored, restoreDocument, restoreFolder } from './trash.ts'

/** What was put into the trash of an account, and its way back. */
export const trashRoutes = new Hono()

trashRoutes.get('/accounts/:id/documents/trash', may('signed in'), async (c) => {
  const staff = staffOf(c)
  const { head } = await findProfile(c.var.db, staff, toId(c.req.param('id')))
  const [{ folders: open }, folders, documents] = await Promise.all([
    placeIn(c.var.app, staff, head.id, null),
    trashedFolders(c.var.db, staff, head.id, readCursor(c.req.query('folders'))),
    trashedDocuments(c.var.db, staff, head.id, readCursor(c.req.query('at'))),
  ])
  const at = { folders: c.req.query('folders'), at: c.req.query('at') }
  const props = { viewer: await viewerOf(c), head, open, folders, documents, at }
  return answer(c, { page: <TrashPage {...props} /> })
})

/** Takes out what `restore` takes out of `from`, where whoever asks may look, and says where it is and what it is called now. */
const takeOut = async (
  c: Context,
  accountId: number,
  from: number | null,
  restore: (act: Act) => Promise<Restored>,
) => {
  if ((await levelIn(c.var.db, staffOf(c), from)) === 'none') throw notFound()
  const { name, folderId } = await write(c, restore)
  return done(c, { to: folderPath(accountId, folderId), flash: words[languageOf(c)].restored(name) })
}

trashRoutes.post(
  '/accounts/:id/documents/:documentId/restoration',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const account = await accountIn(c)
    const id = toId(c.req.param('documentId')) ?? 0
    const row = await c.var.db
      .selectFrom('document')
      .select('folder_id')
      .where('id', '=', id)
      .where('account_id', '=', account.id)
      .executeTakeFirst()
    if (!row) throw notFound()
    return takeOut(c, account.id, row.folder_id, (act) => restoreDocument(act, account.id, id))
  },
)

trashRoutes.post(
  '/accounts/:id/documents/folders/:folderId/restoration',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const account = await accountIn(c)
    const id = toId(c.req.param('folderId')) ?? 0
    const row = await c.var.db
      .selectFrom('folder')
      .select('id')
      .where('id', '=', id)
      .where('account_id', '=', account.id)
      .executeTakeFirst()
    if (!row) throw notFound()
    return takeOut(c, account.id, id, (act) => restoreFolder(act, account.id, id))
  },
)
