import { type Context, Hono } from 'hono'
import { accountIn } from '#src/accounts/page.ts'
import type { Act } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { levelOf } from '#src/documents/folders/rules.ts'
import { placeIn } from '#src/documents/folders/tree.ts'
import { trashDocument } from '#src/documents/trash/trash.ts'
import { done, type Undo, wantsPart } from '#src/platform/web/answer.tsx'
import { notAllowed, notFound } from '#src/platform/web/errors.ts'
import { parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { languageOf, may, staffOf } from '#src/staff/gate.ts'
import { DocumentList } from '#views/documents/list.tsx'
import { words } from '#views/documents/list-words.ts'
import { words as ui } from '#views/ui/words.ts'
import { moveDocument, setShared } from './change.ts'
import { selectionForm, top } from './form.ts'
import { answerList, listProps } from './list-page.tsx'
import { folderPath } from './list-routes.tsx'
import { withEach } from './selection.ts'

/** What is done with several documents of one folder at once. */
export const selectionRoutes = new Hono()

selectionRoutes.post('/accounts/:id/documents/selection', may('signed in', 'edit in the folder'), (c) => act(c, null))
selectionRoutes.post(
  '/accounts/:id/documents/folders/:folderId/selection',
  may('signed in', 'edit in the folder'),
  (c) => {
    const folderId = toId(c.req.param('folderId'))
    if (folderId === null) throw notFound()
    return act(c, folderId)
  },
)

const act = async (c: Context, folderId: number | null) => {
  const account = await accountIn(c)
  const place = await placeIn(c.var.app, staffOf(c), account.id, folderId)
  if (place.level !== 'edit') throw notAllowed()
  const parsed = parseForm(selectionForm, await readPosted(c))
  const asked = { folderId, order: parsed.form.values.order, at: parsed.form.values.at }
  if (!parsed.ok) return answerList(c, asked, { problem: 'not understood' }, 422)
  const { document, act: wanted, to } = parsed.data
  if (document.length === 0) return answerList(c, asked, { problem: 'nothing ticked' }, 422)
  const target = to === top ? null : toId(to)
  if (wanted === 'move') {
    const folder = place.folders.find((one) => one.id === target) ?? null
    if (to !== top && !folder) return answerList(c, asked, { problem: 'no folder' }, 422)
    if (levelOf(staffOf(c), folder) !== 'edit') throw notAllowed()
  }
  const verbs = {
    move: (one: Act, id: number) => moveDocument(one, account.id, id, target),
    share: (one: Act, id: number) => setShared(one, account.id, id, true),
    private: (one: Act, id: number) => setShared(one, account.id, id, false),
    trash: (one: Act, id: number) => trashDocument(one, account.id, id),
  }
  const selected = {
    accountId: account.id,
    from: folderId,
    to: wanted === 'move' ? target : folderId,
    ticked: document,
  }
  const { count, renamed } = await write(c, (one) => withEach(one, selected, verbs[wanted]))
  const w = words[languageOf(c)]
  return done(c, {
    to: addressOf(folderPath(account.id, folderId), { order: parsed.data.order, at: parsed.data.at }),
    flash: [w.did[wanted](count), renamed > 0 ? w.numbered(renamed) : ''].join(' ').trim(),
    undo: wanted === 'private' ? sharedAgain(c, folderPath(account.id, folderId), document) : undefined,
    part: wantsPart(c) ? <DocumentList {...(await listProps(c, asked))} /> : undefined,
  })
}

/** As many as a cookie holds, in which a page without JavaScript is told of it. */
const mostTakenBack = 100

const sharedAgain = (c: Context, path: string, documents: readonly number[]): Undo | undefined =>
  documents.length > mostTakenBack
    ? undefined
    : {
        action: `${path}/selection`,
        label: ui[languageOf(c)].undo,
        fields: { act: 'share', to: top, document: documents.map(String) },
      }
