import { buffer } from 'node:stream/consumers'
import { type Context, Hono } from 'hono'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { leaveFiles } from '#src/platform/files/leaving.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { type NotStored, readUploads, type StoredFile } from '#src/platform/web/upload.ts'
import { client, clientActor, clientOf } from '#src/portal/gate.ts'
import { clientAccount, type PortalFrame, portalPath } from '#src/portal/section.ts'
import { PortalDocuments, PortalDocumentsPage, type Sent } from '#views/documents/portal.tsx'
import { words } from '#views/documents/portal-words.ts'
import { type Added, addDocument } from './add.ts'
import { opens, opensContent, sendContent } from './content.ts'
import { sendPicture } from './picture.ts'
import { findShared, folderNames, mustBeOpen, sharedPage } from './portal.ts'
import { markSeenByClient } from './seen.ts'
import { sampleBytes, typeOf } from './type.ts'

const statusOf = (refused: readonly { why: NotStored }[]): 413 | 422 | 507 =>
  refused.some(({ why }) => why === 'disk full') ? 507 : refused.some(({ why }) => why === 'file too large') ? 413 : 422

/** What an account's client finds of its documents, and brings. They change and remove nothing. */
export function portalDocumentRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  const propsOf = async (c: Context, frame: PortalFrame) => {
    const { client, account } = frame
    const [page, folders] = await Promise.all([
      sharedPage(db, client, account.id, readCursor(c.req.query('at'))),
      folderNames(db, account.id),
    ])
    return { frame, page, folders, most: app.config.mostDocumentBytes }
  }

  routes.get('/portal/accounts/:id/documents', client(), async (c) => {
    const props = await propsOf(c, await clientAccount(c, app))
    return answer(c, { page: <PortalDocumentsPage {...props} />, part: <PortalDocuments {...props} /> })
  })

  routes.post('/portal/accounts/:id/documents', client(), async (c) => {
    const frame = await clientAccount(c, app)
    const sent: Sent[] = []
    const { refused } = await readUploads(c, app, app.config.mostDocumentBytes, async (file) => {
      sent.push({ name: file.name, added: await bring(c, frame, file) })
    })
    const { viewer, account } = frame
    const all = [...sent, ...refused.map(({ name, why }) => ({ name, refused: why }))]
    const props = await propsOf(c, frame)
    if (refused.length > 0 || all.length === 0) {
      const problem: Problem | undefined = all.length === 0 ? 'file missing' : undefined
      const shown = { ...props, sent: all, problem }
      return answer(c, {
        page: <PortalDocumentsPage {...shown} />,
        part: <PortalDocuments {...shown} />,
        status: statusOf(refused),
      })
    }
    const flash = words[viewer.language].sent(sent.length, formatsIn(viewer.language).count(sent.length))
    return done(c, app, { to: portalPath(account.id, 'documents'), flash, part: <PortalDocuments {...props} /> })
  })

  /** A file that can't be added is named by nothing: it leaves. */
  const bring = async (c: Context, { client, account }: PortalFrame, file: StoredFile): Promise<Added> => {
    const sample = await buffer(app.files.read(file.hash, { start: 0, end: sampleBytes - 1 }))
    const stored = { ...file, type: await typeOf(sample, file.name) }
    const place = { accountId: account.id, folderId: null, isShared: true, sameName: 'keep both' } as const
    try {
      return await perform(app, clientActor(c), async (act) => {
        await mustBeOpen(act.trx, client, account.id)
        return addDocument(act, place, stored, client.contactId)
      })
    } catch (error) {
      const at = app.clock().toISOString()
      await app.db.write((trx) => leaveFiles({ trx, at }, [file.hash]))
      throw error
    }
  }

  const sharedIn = async (c: Context) => {
    const { account } = await clientAccount(c, app)
    return findShared(db, account.id, toId(c.req.param('documentId')))
  }
  const seen = (c: Context, { id, number }: { id: number; number: number }) =>
    perform(app, clientActor(c), (act) => markSeenByClient(act.trx, id, number, clientOf(c).contactId, act.at))

  routes.get('/portal/accounts/:id/documents/:documentId/content', client(), async (c) => {
    const document = await sharedIn(c)
    const sent = await sendContent(c, app, document, 'inline')
    if (opensContent(c, document)) await seen(c, document)
    return sent
  })

  routes.get('/portal/accounts/:id/documents/:documentId/download', client(), async (c) => {
    const document = await sharedIn(c)
    const sent = await sendContent(c, app, document, 'attachment')
    if (opensContent(c, document)) await seen(c, document)
    return sent
  })

  routes.get('/portal/accounts/:id/documents/:documentId/picture', client(), async (c) => {
    const document = await sharedIn(c)
    const sent = await sendPicture(c, app, document, 'large')
    if (opens(c)) await seen(c, document)
    return sent
  })

  return routes
}
