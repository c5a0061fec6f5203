import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { accountIn } from '#src/accounts/page.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { Received as ReceivedList, receivedText } from '#views/documents/upload.tsx'
import { answerList } from './list-page.tsx'
import { overviewDocuments } from './overview.tsx'
import { folderOf, type Received, receiveDocuments, statusOf } from './upload.ts'

/** The address of a folder of an account; null for its top. */
export const folderPath = (accountId: number, folderId: number | null): string =>
  `/accounts/${accountId}/documents${folderId === null ? '' : `/folders/${folderId}`}`

/** An account's documents as a list, and files that are sent to it. */
export const documentListRoutes = new Hono()

const asked = (c: Context, folderId: number | null) => ({
  folderId,
  q: c.req.query('q'),
  order: c.req.query('order'),
  at: c.req.query('at'),
})

documentListRoutes.get('/accounts/:id/documents', may('signed in'), (c) => answerList(c, asked(c, null)))

/** The section of the overview, with its form or closed again. */
const section = async (c: Context, shown: Parameters<typeof overviewDocuments>[1]) => {
  const account = await accountIn(c)
  const viewer = await viewerOf(c)
  return answer(c, { page: '', part: await overviewDocuments({ app: c.var.app, viewer, account }, shown) })
}

// Without htmx the form stands on the page of the documents.
documentListRoutes.get('/accounts/:id/documents/new', may('signed in'), (c) =>
  wantsPart(c) ? section(c, { adding: true }) : answerList(c, asked(c, null), { isAdding: true }),
)

documentListRoutes.get('/accounts/:id/documents/newest', may('signed in'), async (c) =>
  wantsPart(c)
    ? section(c, { justClosed: true })
    : c.redirect(`/accounts/${(await accountIn(c)).id}#overview-documents`, 303),
)

documentListRoutes.get('/accounts/:id/documents/folders/:folderId', may('signed in'), (c) => {
  const folderId = toId(c.req.param('folderId'))
  if (folderId === null) throw notFound()
  return answerList(c, asked(c, folderId))
})

documentListRoutes.post('/accounts/:id/documents', may('signed in', 'edit in the folder'), async (c) => {
  const account = await accountIn(c)
  const { posted, ...received } = await receiveDocuments(c, account.id)
  const onOverview = posted.get('from')?.[0] === 'overview'
  if (onOverview && wantsPart(c)) return inSection(c, account.id, received)
  const viewer = await viewerOf(c)
  if (wantsPart(c))
    return answer(c, {
      page: '',
      part: <ReceivedList viewer={viewer} received={received} most={c.var.app.config.mostDocumentBytes} />,
      status: statusOf(received),
    })
  if (statusOf(received) !== 200) return answerList(c, { folderId: folderOf(posted) }, { received }, statusOf(received))
  return done(c, {
    to: onOverview ? `/accounts/${account.id}#overview-documents` : folderPath(account.id, folderOf(posted)),
    flash: receivedText(viewer, received),
  })
})

/** The overview's section as it is now, with what became of the files where not all is well. */
const inSection = async (c: Context, accountId: number, received: Received) => {
  const viewer = await viewerOf(c)
  const account = await findAccount(c.var.db, staffOf(c), accountId)
  const status = statusOf(received)
  const shown = status === 200 ? { justClosed: true } : { received }
  const part = await overviewDocuments({ app: c.var.app, viewer, account }, shown)
  if (status !== 200) return answer(c, { page: '', part, status })
  return done(c, { to: '', flash: receivedText(viewer, received), part })
}
