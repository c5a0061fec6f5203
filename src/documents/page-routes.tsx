import { type Context, Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { events } from '#src/audit/events.ts'
import { foldersOf } from '#src/documents/folders/folder.ts'
import { levelIn } from '#src/documents/folders/level.ts'
import type { App } from '#src/platform/app.ts'
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
import { looksAt } from './looked-at.ts'
import { documentIn, seen } from './one.ts'
import { newness, seenBy } from './seen.ts'
import { findVersion, versionsOf } from './versions.ts'

const shown = 20

/** Everything that a document's page shows, as it is now, to whoever asks. */
export async function documentProps(c: Context, app: App, document: Document): Promise<DocumentProps> {
  const db = app.db.read
  const staff = staffOf(c)
  const { account_id, folder_id, id } = document
  const [versions, looks, happened, folders, level, { seen_by_me }] = await Promise.all([
    versionsOf(db, id, shown),
    looksAt(db, id, shown),
    events(db, { thing: `document ${id}` }, shown),
    foldersOf(db, staff, account_id),
    levelIn(db, staff, folder_id),
    db
      .selectFrom('document')
      .select((eb) => seenBy(eb, staff.id).as('seen_by_me'))
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  ])
  return {
    viewer: await viewerOf(c, app),
    document,
    folders,
    newness: newness({ ...document, seen_by_me }),
    mayEdit: level === 'edit',
    preview: await previewOf(app, document),
    versions: versions.versions,
    moreVersions: versions.more,
    looks: looks.looks,
    moreLooks: looks.more,
    events: happened.events,
    moreEvents: happened.more,
    most: app.config.mostDocumentBytes,
  }
}

/** One document: its page, its bytes, its pictures. */
export function documentPageRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const headOf = async (c: Context) => (await findProfile(db, staffOf(c), toId(c.req.param('id')))).head

  // Opening a document is a fact to be kept: here a GET writes, as the next two do.
  routes.get('/accounts/:id/documents/:documentId', may('signed in'), async (c) => {
    const document = await documentIn(c, app)
    const props = await documentProps(c, app, document)
    const page = <DocumentPage {...props} head={await headOf(c)} />
    // Whoever is told that its file can't be reached has not seen it.
    const isThere = props.preview.as !== 'away' && props.preview.as !== 'missing'
    if (isThere && opens(c)) await seen(c, app, document)
    return answer(c, { page })
  })

  routes.get('/accounts/:id/documents/:documentId/content', may('signed in'), async (c) => {
    const document = await documentIn(c, app)
    const sent = await sendContent(c, app, document, 'inline')
    if (opensContent(c, document)) await seen(c, app, document)
    return sent
  })

  routes.get('/accounts/:id/documents/:documentId/download', may('signed in'), async (c) => {
    const document = await documentIn(c, app)
    const number = c.req.query('number')
    const version = await findVersion(db, document.id, number === undefined ? document.number : toId(number))
    const sent = await sendContent(c, app, { ...version, name: document.name }, 'attachment')
    if (opensContent(c, version)) await seen(c, app, document, version.number)
    return sent
  })

  routes.get('/accounts/:id/documents/:documentId/picture/:size', may('signed in'), async (c) => {
    const document = await documentIn(c, app)
    const size = c.req.param('size')
    const sent = await sendPicture(c, app, document, size)
    // In a list a small one is shown of what nobody has opened.
    if (size === 'large' && opensContent(c, document)) await seen(c, app, document)
    return sent
  })

  routes.get('/accounts/:id/documents/:documentId/history', may('signed in'), async (c) => {
    const document = await documentIn(c, app)
    const before = toId(c.req.query('before')) ?? undefined
    const page = await events(db, { thing: `document ${document.id}`, before }, shown)
    const older = page.more ? `${documentPath(document)}/history?before=${page.events.at(-1)!.id}` : undefined
    const props = { viewer: await viewerOf(c, app), head: await headOf(c), document, events: page.events, older }
    return answer(c, { page: <HistoryPage {...props} /> })
  })

  routes.get('/accounts/:id/documents/:documentId/versions', may('signed in'), async (c) => {
    const document = await documentIn(c, app)
    const before = toId(c.req.query('before')) ?? undefined
    const { versions, more } = await versionsOf(db, document.id, shown, before)
    const older = more ? `${documentPath(document)}/versions?before=${versions.at(-1)!.number}` : undefined
    const mayEdit = (await levelIn(db, staffOf(c), document.folder_id)) === 'edit'
    const props = { viewer: await viewerOf(c, app), head: await headOf(c), document, versions, older, mayEdit }
    return answer(c, { page: <VersionsPage {...props} /> })
  })

  return routes
}
