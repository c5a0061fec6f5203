import { type Context, Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { events } from '#src/audit/events.ts'
import { foldersOf } from '#src/documents/folders/folder.ts'
import { levelIn } from '#src/documents/folders/level.ts'
import { sendPicture } from '#src/platform/files/picture.ts'
import { previewOf } from '#src/platform/files/preview.ts'
import { opensContent, sendContent } from '#src/platform/files/send.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { opens } from '#src/platform/web/opens.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { HistoryPage } from '#views/documents/history.tsx'
import { DocumentPage, type DocumentProps } from '#views/documents/page.tsx'
import { documentPath } from '#views/documents/path.ts'
import { VersionsPage } from '#views/documents/versions.tsx'
import type { Document } from './document.ts'
import { documentIn, markSeenByViewer } from './page.ts'
import { newness } from './rules.ts'
import { isSeenBy, viewsOf } from './seen.ts'
import { findVersion, versionsOf } from './versions.ts'

const shown = 20

/** Everything that a document's page shows, as it is now, to whoever asks. */
export async function documentProps(c: Context, document: Document): Promise<DocumentProps> {
  const db = c.var.db
  const staff = staffOf(c)
  const { account_id, folder_id, id } = document
  const [versions, seen, happened, folders, level, { seen_by_me }] = await Promise.all([
    versionsOf(db, id, shown),
    viewsOf(db, id, shown),
    events(db, { subjectRef: `document ${id}` }, shown),
    foldersOf(db, staff, account_id),
    levelIn(db, staff, folder_id),
    db
      .selectFrom('document')
      .select((eb) => isSeenBy(eb, staff.id).as('seen_by_me'))
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  ])
  return {
    viewer: await viewerOf(c),
    document,
    folders,
    newness: newness({ ...document, seen_by_me }),
    mayEdit: level === 'edit',
    preview: await previewOf(c.var.app, document),
    versions: versions.versions,
    moreVersions: versions.more,
    views: seen.views,
    moreViews: seen.more,
    events: happened.events,
    moreEvents: happened.more,
    most: c.var.app.config.mostDocumentBytes,
  }
}

/** One document: its page, its bytes, its pictures. */
export const documentPageRoutes = new Hono()

const headOf = async (c: Context) => (await profileIn(c)).head

// Opening a document is a fact to be kept: here a GET writes, as the next two do.
documentPageRoutes.get('/accounts/:id/documents/:documentId', may('signed in'), async (c) => {
  const document = await documentIn(c)
  const props = await documentProps(c, document)
  const page = <DocumentPage {...props} head={await headOf(c)} />
  // Whoever is told that its file can't be reached has not seen it.
  const isThere = props.preview.as !== 'away' && props.preview.as !== 'missing'
  if (isThere && opens(c)) await markSeenByViewer(c, document)
  return answer(c, { page })
})

documentPageRoutes.get('/accounts/:id/documents/:documentId/content', may('signed in'), async (c) => {
  const document = await documentIn(c)
  const sent = await sendContent(c, document, 'inline')
  if (opensContent(c, document)) await markSeenByViewer(c, document)
  return sent
})

documentPageRoutes.get('/accounts/:id/documents/:documentId/download', may('signed in'), async (c) => {
  const document = await documentIn(c)
  const number = c.req.query('number')
  const version = await findVersion(c.var.db, document.id, number === undefined ? document.number : toId(number))
  const sent = await sendContent(c, { ...version, name: document.name }, 'attachment')
  if (opensContent(c, version)) await markSeenByViewer(c, document, version.number)
  return sent
})

documentPageRoutes.get('/accounts/:id/documents/:documentId/picture/:size', may('signed in'), async (c) => {
  const document = await documentIn(c)
  const size = c.req.param('size')
  const sent = await sendPicture(c, document, size)
  // In a list a small one is shown of what nobody has opened.
  if (size === 'large' && opensContent(c, document)) await markSeenByViewer(c, document)
  return sent
})

documentPageRoutes.get('/accounts/:id/documents/:documentId/history', may('signed in'), async (c) => {
  const document = await documentIn(c)
  const before = toId(c.req.query('before')) ?? undefined
  const page = await events(c.var.db, { subjectRef: `document ${document.id}`, before }, shown)
  const older = page.more ? `${documentPath(document)}/history?before=${page.events.at(-1)!.id}` : undefined
  const props = { viewer: await viewerOf(c), head: await headOf(c), document, events: page.events, older }
  return answer(c, { page: <HistoryPage {...props} /> })
})

documentPageRoutes.get('/accounts/:id/documents/:documentId/versions', may('signed in'), async (c) => {
  const document = await documentIn(c)
  const before = toId(c.req.query('before')) ?? undefined
  const { versions, more } = await versionsOf(c.var.db, document.id, shown, before)
  const older = more ? `${documentPath(document)}/versions?before=${versions.at(-1)!.number}` : undefined
  const mayEdit = (await levelIn(c.var.db, staffOf(c), document.folder_id)) === 'edit'
  const props = { viewer: await viewerOf(c), head: await headOf(c), document, versions, older, mayEdit }
  return answer(c, { page: <VersionsPage {...props} /> })
})
