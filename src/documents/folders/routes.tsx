import { type Context, Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { folderForm, newFolderForm, top } from '#src/documents/form.ts'
import { folderPath } from '#src/documents/list-routes.tsx'
import { trashFolder } from '#src/documents/trash/trash.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notAllowed, Refusal } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { EditFolderPage, NewFolderPage } from '#views/documents/folder.tsx'
import { words } from '#views/documents/folder-words.ts'
import { words as ui } from '#views/ui/words.ts'
import { changeFolder, createFolder, type FolderRow, NameTaken } from './folder.ts'
import { within } from './paths.ts'
import { levelOf, openToEdit } from './rules.ts'
import { mayEditAllIn, placeIn } from './tree.ts'

/** The folders of an account: new ones, their names and places, and their way into the trash. */
export const folderRoutes = new Hono()

const headOf = async (c: Context) => (await profileIn(c)).head

/** The account and its folders, with the one that the path names, for whoever may change what is in it. */
const placeToEdit = async (c: Context, folderId: number | null) => {
  const head = await headOf(c)
  const place = await placeIn(c.var.app, staffOf(c), head.id, folderId)
  if (place.level !== 'edit') throw notAllowed()
  return { head, place }
}
const folderToEdit = async (c: Context) => {
  const { head, place } = await placeToEdit(c, toId(c.req.param('folderId')) ?? 0)
  return { head, place, folder: place.folder! }
}

const asNew = async (c: Context, parent: number | null, form: FormState, status: 200 | 422) => {
  const { head, place } = await placeToEdit(c, parent)
  const props = { viewer: await viewerOf(c), head, folders: place.folders, form }
  return answer(c, {
    page: <NewFolderPage {...props} open={openToEdit(staffOf(c), place.folders)} back={folderPath(head.id, parent)} />,
    status,
  })
}

folderRoutes.get('/accounts/:id/documents/folders/new', may('signed in'), (c) => {
  const parent = toId(c.req.query('parent'))
  return asNew(c, parent, emptyForm({ parent: parent === null ? top : String(parent) }), 200)
})

folderRoutes.post('/accounts/:id/documents/folders', may('signed in', 'edit in the folder'), creates(), async (c) => {
  const head = await headOf(c)
  const parsed = parseForm(newFolderForm, await readPosted(c))
  if (!parsed.ok) return asNew(c, toId(parsed.form.values.parent), parsed.form, 422)
  const { name, parent = null } = parsed.data
  await placeToEdit(c, parent)
  try {
    const id = await write(c, (act) => createFolder(act, head.id, parent, name))
    return await done(c, { to: folderPath(head.id, id), flash: words[languageOf(c)].made(name) })
  } catch (error) {
    return asNew(c, parent, withRefusal(parsed.form, error), 422)
  }
})

const asForm = async (c: Context, form: FormState | null, status: 200 | 409 | 422) => {
  const { head, place, folder } = await folderToEdit(c)
  const staff = staffOf(c)
  const inside = new Set(within(place.folders, folder.id))
  const others = place.folders.filter((one) => !inside.has(one))
  const page = (
    <EditFolderPage
      viewer={await viewerOf(c)}
      head={head}
      folder={folder}
      folders={others}
      open={openToEdit(staff, others)}
      form={form ?? formOf(folder)}
      conflict={status === 409}
      mayTrash={await mayEditAllIn(c.var.db, staff, head.id, folder.id)}
    />
  )
  return answer(c, { page, status })
}

folderRoutes.get('/accounts/:id/documents/folders/:folderId/edit', may('signed in'), (c) => asForm(c, null, 200))

folderRoutes.post('/accounts/:id/documents/folders/:folderId', may('signed in', 'edit in the folder'), async (c) => {
  const { head, place, folder } = await folderToEdit(c)
  const parsed = parseForm(folderForm, await readPosted(c))
  if (!parsed.ok) return asForm(c, parsed.form, 422)
  const { name, parent: parent_id = folder.parent_id, version } = parsed.data
  const parent = place.folders.find((one) => one.id === parent_id) ?? null
  if (parent_id !== folder.parent_id) {
    if (parent_id !== null && !parent) return asForm(c, withProblem(parsed.form, 'parent', 'not a choice'), 422)
    if (levelOf(staffOf(c), parent) !== 'edit') throw notAllowed()
  }
  try {
    await write(c, (act) => changeFolder(act, head.id, folder.id, version, { name, parent_id }))
  } catch (error) {
    if (error instanceof Conflict) return asForm(c, parsed.form, 409)
    return asForm(c, withRefusal(parsed.form, error), 422)
  }
  return done(c, { to: folderPath(head.id, folder.id), flash: words[languageOf(c)].saved(name) })
})

folderRoutes.post(
  '/accounts/:id/documents/folders/:folderId/removal',
  may('signed in', 'edit in the folder'),
  async (c) => {
    const { head, folder } = await folderToEdit(c)
    if (!(await mayEditAllIn(c.var.db, staffOf(c), head.id, folder.id))) throw notAllowed()
    await write(c, (act) => trashFolder(act, head.id, folder.id))
    const w = words[languageOf(c)]
    return done(c, {
      to: folderPath(head.id, folder.parent_id),
      flash: w.trashed(folder.name),
      undo: { action: `${folderPath(head.id, folder.id)}/restoration`, label: ui[languageOf(c)].undo },
    })
  },
)

const formOf = ({ name, parent_id, version }: FolderRow): FormState =>
  emptyForm({ name, parent: parent_id === null ? top : String(parent_id), version: String(version) })

/** What a verb would not do, beside the field that it is about. */
function withRefusal(form: FormState, error: unknown): FormState {
  if (error instanceof NameTaken) return withProblem(form, 'name', 'taken')
  if (error instanceof Refusal && error.status === 422) return withProblem(form, 'parent', 'too deep')
  throw error
}
