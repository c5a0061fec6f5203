import { type Context, Hono } from 'hono'
import { mostNamed, readFilter } from '#src/account-list/filter.ts'
import { countSome } from '#src/account-list/matching.ts'
import { write } from '#src/audit/write.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, readPosted, toId } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ChoosePage, NothingChosenPage } from '#views/bulk/choose.tsx'
import { words } from '#views/bulk/words.ts'
import { mayDo } from './actions.ts'
import { formOf, readActions } from './form.ts'
import { choices, previewPage } from './preview-page.tsx'
import { actionsOf } from './rules.ts'
import { type BulkRun, changeRun, findRun, prepareRun, startRun } from './run.ts'
import { readSelection, type Selection } from './selection.ts'

/** From the choice of accounts to the start of a run. */
export const prepareRoutes = new Hono()

const at = (run: { id: number }) => `/bulk/${run.id}`

/** A run that the person prepared: another's was looked at with other eyes and rights. */
const ownRunIn = async (c: Context) => {
  const run = await findRun(c.var.db, staffOf(c), toId(c.req.param('id')))
  if (run.staff_id !== staffOf(c).id) throw notAllowed()
  return run
}
const actionsIn = async (c: Context) => {
  const { tags, people } = await choices(c.var.app)
  const ids = (rows: { id: number }[]) => rows.map((row) => row.id)
  const read = readActions(await readPosted(c), { tags: ids(tags), people: ids(people) })
  if (read.ok && !mayDo(staffOf(c), read.actions)) throw notAllowed()
  return read
}

const nothingPage = async (c: Context, { tooMany, list }: Selection, status: 200 | 422) => {
  const viewer = await viewerOf(c)
  const w = words[viewer.language]
  const problem = tooMany ? w.tooMany(formatsIn(viewer.language).count(mostNamed)) : w.nothingChosen
  return answer(c, { page: <NothingChosenPage viewer={viewer} problem={problem} list={list} />, status })
}
const choosePage = async (c: Context, selection: Selection, form: FormState, status: 200 | 422 = 200) => {
  const { filter, fields, list } = selection
  const some = filter === null ? null : await countSome(c.var.db, staffOf(c), readFilter(filter))
  if (!some?.count) return nothingPage(c, selection, status)
  const props = { form, ...some, selection: fields, cancel: list, ...(await choices(c.var.app)) }
  return answer(c, { page: <ChoosePage viewer={await viewerOf(c)} {...props} action="/bulk" />, status })
}

prepareRoutes.get('/bulk/new', may('act in bulk'), (c) => {
  const query = new URL(c.req.url).searchParams
  const [all, filter] = [query.get('all') ?? '', query.get('filter') ?? '']
  return choosePage(c, readSelection({ all, filter, account: query.getAll('account') }), emptyForm())
})

prepareRoutes.post('/bulk', may('act in bulk'), creates(), async (c) => {
  const form = await readPosted(c)
  const [all, filter] = [form.get('all')?.[0] ?? '', form.get('filter')?.[0] ?? '']
  const selection = readSelection({ all, filter, account: form.get('account') ?? [] })
  const read = await actionsIn(c)
  if (!read.ok) return choosePage(c, selection, read.form, 422)
  const id = await write(c, (act) => prepareRun(act, staffOf(c), selection.filter, read.actions))
  return id === null ? nothingPage(c, selection, 422) : c.redirect(at({ id }), 303)
})

const editPage = async (c: Context, run: BulkRun, form: FormState, status: 200 | 422) => {
  const props = { form, count: run.total, selection: {}, version: run.version, cancel: at(run) }
  const viewer = await viewerOf(c)
  const page = <ChoosePage viewer={viewer} {...props} {...(await choices(c.var.app))} action={`${at(run)}/actions`} />
  return answer(c, { page, status })
}

prepareRoutes.get('/bulk/:id/edit', may('act in bulk'), async (c) => {
  const run = await ownRunIn(c)
  return run.status === 'ready' ? editPage(c, run, formOf(actionsOf(run)), 200) : c.redirect(at(run), 303)
})

/** Performs a change of a run as its form saw it; where it was changed since, the preview is shown again as it is now. */
const unlessStale = async (c: Context, run: BulkRun, change: () => Promise<void>) => {
  try {
    await change()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const now = await ownRunIn(c)
    if (now.status === 'ready') return previewPage(c, now, true)
  }
  return c.redirect(at(run), 303)
}

prepareRoutes.post('/bulk/:id/actions', may('act in bulk', 'one’s own run'), async (c) => {
  const run = await ownRunIn(c)
  const read = await actionsIn(c)
  if (!read.ok) return run.status === 'ready' ? editPage(c, run, read.form, 422) : c.redirect(at(run), 303)
  return unlessStale(c, run, () => write(c, (act) => changeRun(act, run.id, read.version, read.actions)))
})

prepareRoutes.post('/bulk/:id/start', may('act in bulk', 'one’s own run'), async (c) => {
  const run = await ownRunIn(c)
  if (!mayDo(staffOf(c), actionsOf(run))) throw notAllowed()
  const version = Number((await readPosted(c)).get('version')?.[0])
  return unlessStale(c, run, () => write(c, (act) => startRun(act, run.id, version)))
})
