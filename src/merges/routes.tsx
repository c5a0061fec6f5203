import { type Context, Hono } from 'hono'
import { accountsOf } from '#src/accounts/account.ts'
import { NotYoursToOpen } from '#src/accounts/opens.ts'
import { write } from '#src/audit/write.ts'
import { findContact } from '#src/contacts/contact.ts'
import { duplicatesOf } from '#src/contacts/duplicates.ts'
import { contactName } from '#src/contacts/name.ts'
import { findContactPage } from '#src/contacts/page.ts'
import { findContacts } from '#src/links/find.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  parseForm,
  readPosted,
  searchText,
  toId,
  withProblem,
} from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ContactPage } from '#views/contacts/contact.tsx'
import { MergePage } from '#views/merges/merge.tsx'
import { MergeSearchPage } from '#views/merges/search.tsx'
import { undoneText } from '#views/merges/undone.ts'
import { words } from '#views/merges/words.ts'
import { chosenIn, mergeForm, mergingOf, readLoginChoice } from './form.ts'
import { mergeContacts } from './merge.ts'
import { mergePreview, type Preview, usualChoices } from './preview.ts'
import { movedTables } from './tables.ts'
import { TooLate, type Unrestored, undoMerge } from './undo.ts'

const found = 25

export const mergeRoutes = new Hono()

mergeRoutes.get('/contacts/:id/merge', may('manage contacts'), async (c) => {
  const staff = staffOf(c)
  const contact = await findContact(c.var.db, staff, toId(c.req.param('id')))
  const query = searchText(c.req.query('q'))
  const [suggested, others] = await Promise.all([
    duplicatesOf(c.var.db, staff, contact),
    query ? findContacts(c.var.db, staff, query, found) : [],
  ])
  const props = { viewer: await viewerOf(c), contact, query, suggested }
  return answer(c, {
    page: <MergeSearchPage {...props} found={others.filter((other) => other.id !== contact.id)} />,
  })
})

const previewIn = async (c: Context): Promise<Preview> => {
  const staff = staffOf(c)
  const one = await findContact(c.var.db, staff, toId(c.req.param('id')))
  const other = await findContact(c.var.db, staff, toId(c.req.param('otherId')))
  if (one.id === other.id || one.erased_at || other.erased_at) throw notFound()
  return mergePreview(c.var.app, staff, one, other)
}
const page = async (c: Context, preview: Preview, form: FormState, status: 200 | 409 | 422) =>
  answer(c, {
    page: <MergePage viewer={await viewerOf(c)} preview={preview} form={form} stale={status === 409} />,
    status,
  })

mergeRoutes.get('/contacts/:id/merge/:otherId', may('manage contacts'), async (c) => {
  const preview = await previewIn(c)
  return page(c, preview, emptyForm(usualChoices(preview)), 200)
})

mergeRoutes.post('/contacts/:id/merge/:otherId', may('manage contacts'), async (c) => {
  const preview = await previewIn(c)
  const posted = await readPosted(c)
  const parsed = parseForm(mergeForm, posted)
  const chosen = chosenIn(posted)
  const form = { ...parsed.form, values: { ...usualChoices(preview), ...parsed.form.values, ...chosen } }
  if (!parsed.ok) return page(c, preview, form, 422)
  const login = readLoginChoice(preview, parsed.data)
  if (typeof login === 'string') return page(c, preview, withProblem(form, 'login', login), 422)
  const merging = mergingOf(preview, parsed.data, chosen, login)
  try {
    await write(c, (act) => mergeContacts(act, merging))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const now = await previewIn(c)
    const { version_first, version_second } = usualChoices(now)
    const values = { ...form.values, version_first: version_first!, version_second: version_second! }
    return page(c, now, { ...form, values }, 409)
  }
  const [winner, loser] =
    parsed.data.winner === 'first' ? [preview.first, preview.second] : [preview.second, preview.first]
  const flash = words[(await viewerOf(c)).language].merged(contactName(loser.contact), contactName(winner.contact))
  return done(c, { to: `/contacts/${winner.contact.id}`, flash })
})

mergeRoutes.post('/contacts/merges/:mergeId/undo', may('manage contacts'), async (c) => {
  const id = toId(c.req.param('mergeId'))
  const merge =
    id === null
      ? undefined
      : await c.var.db.selectFrom('contact_merge').select(['id', 'winner_id']).where('id', '=', id).executeTakeFirst()
  if (!merge) throw notFound()
  const contact = await findContact(c.var.db, staffOf(c), merge.winner_id)
  try {
    const left = await write(c, (act) => undoMerge(act, merge.id))
    const flash = undoneText(await viewerOf(c), await named(c, left))
    return done(c, { to: `/contacts/${contact.id}`, flash })
  } catch (error) {
    if (!(error instanceof TooLate || error instanceof NotYoursToOpen)) throw error
    const viewer = await viewerOf(c)
    const data = await findContactPage(c.var.app, staffOf(c), contact)
    const w = words[viewer.language]
    const flash = { kind: 'problem' as const, text: error instanceof TooLate ? w.tooLate : w.notYoursToUndo }
    return answer(c, { page: <ContactPage viewer={{ ...viewer, flash }} {...data} />, status: error.status })
  }
})

/** What was left, with the names of the accounts that the person may see. */
const named = async (c: Context, left: readonly Unrestored[]) => {
  const ids = left.map(({ accountId }) => accountId).filter((id) => id !== null)
  const accounts =
    ids.length === 0
      ? []
      : await accountsOf(c.var.db, staffOf(c))
          .select(['account.id', 'account.name'])
          .where('account.id', 'in', ids)
          .execute()
  const tables = movedTables(c.var.app.modules)
  return left.map(({ table, accountId }) => ({
    thing: tables(table).words,
    account: accounts.find(({ id }) => id === accountId)?.name,
  }))
}
