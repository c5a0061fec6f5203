import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { addDocument } from '#src/documents/add.ts'
import { markSeenByClient } from '#src/documents/seen.ts'
import { receiveFiles, statusOf } from '#src/documents/upload.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { tryWrite } from '#src/platform/db/try-write.ts'
import { sendPicture } from '#src/platform/files/picture.ts'
import { opensContent, sendContent } from '#src/platform/files/send.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { opens } from '#src/platform/web/opens.ts'
import { client, clientOf } from '#src/portal/gate.ts'
import { portalPath } from '#src/portal/rules.ts'
import { clientAccount, type PortalFrame } from '#src/portal/section.ts'
import { PortalDocumentsPage, SentFiles, SharedDocuments } from '#views/documents/portal.tsx'
import { words } from '#views/documents/portal-words.ts'
import { findShared, folderNames, sharedPage } from './portal.ts'

/** What an account's client finds of its documents, and brings. They change and remove nothing. */
export const portalDocumentRoutes = new Hono()

const propsOf = async (c: Context, frame: PortalFrame) => {
  const { client, account } = frame
  const [page, folders] = await Promise.all([
    sharedPage(c.var.db, client, account.id, readCursor(c.req.query('at'))),
    folderNames(c.var.db, account.id),
  ])
  return { frame, page, folders, most: c.var.app.config.mostDocumentBytes }
}

portalDocumentRoutes.get('/portal/accounts/:id/documents', client(), async (c) => {
  const props = await propsOf(c, await clientAccount(c))
  return answer(c, { page: <PortalDocumentsPage {...props} />, part: <SharedDocuments {...props} /> })
})

portalDocumentRoutes.post('/portal/accounts/:id/documents', client(), async (c) => {
  const frame = await clientAccount(c)
  const { viewer, account, client: me } = frame
  const place = { accountId: account.id, folderId: null, isShared: true, sameName: 'keep both' } as const
  const received = await receiveFiles(c, (file) => write(c, (act) => addDocument(act, place, file, me.contactId)))
  const status = statusOf(received)
  if (wantsPart(c)) return answer(c, { page: '', part: <SentFiles viewer={viewer} received={received} />, status })
  if (status !== 200) {
    const props = await propsOf(c, frame)
    return answer(c, { page: <PortalDocumentsPage {...props} received={received} />, status })
  }
  const count = received.added.length
  const flash = words[viewer.language].sent(count, formatsIn(viewer.language).count(count))
  return done(c, { to: portalPath(account.id, 'documents'), flash })
})

const sharedIn = async (c: Context) => {
  const { account } = await clientAccount(c)
  return findShared(c.var.db, account.id, toId(c.req.param('documentId')))
}
const seen = (c: Context, { id, number }: { id: number; number: number }) =>
  tryWrite(c.var.app, (trx) =>
    markSeenByClient(trx, id, number, clientOf(c).contactId, c.var.app.clock().toISOString()),
  )

portalDocumentRoutes.get('/portal/accounts/:id/documents/:documentId/content', client(), async (c) => {
  const document = await sharedIn(c)
  const sent = await sendContent(c, document, 'inline')
  if (opensContent(c, document)) await seen(c, document)
  return sent
})

portalDocumentRoutes.get('/portal/accounts/:id/documents/:documentId/download', client(), async (c) => {
  const document = await sharedIn(c)
  const sent = await sendContent(c, document, 'attachment')
  if (opensContent(c, document)) await seen(c, document)
  return sent
})

portalDocumentRoutes.get('/portal/accounts/:id/documents/:documentId/picture', client(), async (c) => {
  const document = await sharedIn(c)
  const sent = await sendPicture(c, document, 'large')
  if (opens(c)) await seen(c, document)
  return sent
})
