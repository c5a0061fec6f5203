import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { NameTaken } from '#src/documents/folders/folder.ts'
import { levelOf, openToEdit } from '#src/documents/folders/rules.ts'
import { placeIn } from '#src/documents/folders/tree.ts'
import { trashDocument } from '#src/documents/trash/trash.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict, notAllowed, Refusal } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, wantedForm, withProblem } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { EditDocumentPage } from '#views/documents/edit.tsx'
import { words } from '#views/documents/list-words.ts'
import { DocumentBody } from '#views/documents/page.tsx'
import { documentPath } from '#views/documents/path.ts'
import { words as ui } from '#views/ui/words.ts'
import { changeDocument, setShared } from './change.ts'
import type { Document } from './document.ts'
import { documentForm, top } from './form.ts'
import { folderPath } from './list-routes.tsx'
import { documentIn, documentToEdit } from './page.ts'
import { documentProps } from './page-routes.tsx'

/** A document's name and place, who sees it, and its way into the trash. */
export const documentEditRoutes = new Hono()

const asForm = async (c: Context, form: FormState | null, status: 200 | 409 | 422) => {
  const document = await documentToEdit(c)
  const staff = staffOf(c)
  const { head } = await findProfile(c.var.db, staff, document.account_id)
  const { folders } = await placeIn(c.var.app, staff, document.account_id, null)
  const back = backTo(document, form?.values.back ?? c.req.query('back'))
  const page = (
    <EditDocumentPage
      viewer={await viewerOf(c)}
      head={head}
      document={document}
      folders={folders}
      open={openToEdit(staff, folders)}
      form={form ?? formOf(document)}
      back={back}
      conflict={status === 409}
    />
  )
  return answer(c, { page, status })
}

documentEditRoutes.get('/accounts/:id/documents/:documentId/edit', may('signed in'), (c) => asForm(c, null, 200))

documentEditRoutes.post('/accounts/:id/documents/:documentId', may('signed in', 'edit in the folder'), async (c) => {
  const document = await documentToEdit(c)
  const parsed = parseForm(documentForm, await readPosted(c))
  if (!parsed.ok) return asForm(c, parsed.form, 422)
  const { name, folder: folder_id = document.folder_id, version, back } = parsed.data
  const staff = staffOf(c)
  const { folders } = await placeIn(c.var.app, staff, document.account_id, null)
  const folder = folders.find((one) => one.id === folder_id) ?? null
  if (folder_id !== null && !folder) return asForm(c, withProblem(parsed.form, 'folder', 'not a choice'), 422)
  if (folder_id !== document.folder_id && levelOf(staff, folder) !== 'edit') throw notAllowed()
  try {
    await write(c, (act) => changeDocument(act, document.account_id, document.id, version, { name, folder_id }))
  } catch (error) {
    if (error instanceof NameTaken) return asForm(c, withProblem(parsed.form, 'name', 'taken'), 422)
    if (error instanceof Conflict) return asForm(c, parsed.form, 409)
    throw error
  }
  return done(c, { to: backTo(document, back), flash: words[languageOf(c)].saved(name) })
})

documentEditRoutes.post(
  '/accounts/:id/documents/:documentId/sharing',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const document = await documentToEdit(c)
    const parsed = parseForm(wantedForm, await readPosted(c))
    if (!parsed.ok) throw new Refusal(422, 'not understood')
    const wanted = parsed.data.wanted === 'on'
    const name = await write(c, (act) => setShared(act, document.account_id, document.id, wanted))
    const w = words[languageOf(c)]
    const says = wanted ? w.isShared(name) : w.isPrivate(name)
    return done(c, {
      to: documentPath(document),
      flash: name === document.name ? says : `${says} ${w.numbered(1)}`,
      undo: wanted
        ? undefined
        : { action: `${documentPath(document)}/sharing`, label: ui[languageOf(c)].undo, fields: { wanted: 'on' } },
      part: wantsPart(c) ? <DocumentBody {...(await documentProps(c, await documentIn(c)))} justEdited /> : undefined,
    })
  },
)

documentEditRoutes.post(
  '/accounts/:id/documents/:documentId/removal',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const document = await documentToEdit(c)
    await write(c, (act) => trashDocument(act, document.account_id, document.id))
    return done(c, {
      to: folderPath(document.account_id, document.folder_id),
      flash: words[languageOf(c)].trashed(document.name),
      undo: { action: `${documentPath(document)}/restoration`, label: ui[languageOf(c)].undo },
    })
  },
)

/** A list of the account's documents that a form was opened from, else the document's own page. */
function backTo(document: Document, path: string | undefined): string {
  const list = new RegExp(`^/accounts/${document.account_id}/documents(/folders/[0-9]+)?(\\?[\\w=&+%.-]*)?$`)
  return path && list.test(path) ? path : documentPath(document)
}

const formOf = ({ name, folder_id, version }: Document): FormState => ({
  values: { name, folder: folder_id === null ? top : String(folder_id), version: String(version) },
  lists: {},
  problems: {},
})
