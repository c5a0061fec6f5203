import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { mostAtOnce } from '#src/contacts/contact.ts'
import { contactFieldsForm, contactInput, isNamed } from '#src/contacts/form.ts'
import { readFieldValues, withFields } from '#src/fields/form.ts'
import { fieldSheet, setFirstValues } from '#src/fields/value.ts'
import { findContacts, namedContacts } from '#src/links/find.ts'
import { type Linked, openAccount } from '#src/links/link.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import {
  emptyForm,
  type FormState,
  idField,
  line,
  parseForm,
  readPosted,
  several,
  toId,
  withProblem,
} from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { NewAccountPage } from '#views/accounts/new.tsx'
import { words } from '#views/accounts/words.ts'
import { accountFieldsForm, accountFieldsIn } from './form.ts'

const newAccountForm = z.object({
  ...accountFieldsForm,
  ...contactFieldsForm,
  contact: several(idField, mostAtOnce),
  q: line(200),
  do: line(10),
})
const found = 25

/** A new account with its first contacts. */
export const newAccountRoutes = new Hono()

const newPage = async (c: Context, form: FormState, status: 200 | 422) => {
  const query = form.values.q ?? ''
  const ticked = (form.lists.contact ?? []).map(toId).filter((id) => id !== null)
  const [sheet, chosen, matches] = await Promise.all([
    fieldSheet(c.var.db, 'account', null),
    namedContacts(c.var.db, staffOf(c), ticked),
    query ? findContacts(c.var.db, staffOf(c), query, found) : [],
  ])
  const props = { viewer: await viewerOf(c), form, sheet, chosen, found: matches }
  return answer(c, { page: <NewAccountPage {...props} />, status })
}

newAccountRoutes.get('/accounts/new', may('manage accounts'), (c) =>
  newPage(c, emptyForm({ type: 'individual', q: c.req.query('q') ?? '' }), 200),
)

newAccountRoutes.post('/accounts', may('manage accounts'), async (c) => {
  const posted = await readPosted(c)
  const parsed = parseForm(newAccountForm, posted)
  const custom = readFieldValues(await fieldSheet(c.var.db, 'account', null), posted, languageOf(c))
  const form = withFields(parsed.form, custom.form)
  if (form.values.do === 'search') return newPage(c, { ...form, problems: {} }, 200)
  if (!parsed.ok || !custom.ok) return newPage(c, form, 422)
  const { contact: existing, q: _query, do: _do, ...data } = parsed.data
  const input = contactInput(data)
  const fields = accountFieldsIn(data)
  const contacts: Linked[] = [
    ...(isNamed(input) ? [{ contact: input }] : []),
    ...existing.map((contactId) => ({ contactId })),
  ]
  if (contacts.length === 0) return newPage(c, withProblem(form, 'first_name', 'name a contact'), 422)
  const account = await write(c, async (act) => {
    const opened = await openAccount(act, { fields, contacts })
    await setFirstValues(act, { subject: 'account', id: opened.id }, custom.values)
    return opened
  })
  const viewer = await viewerOf(c)
  return done(c, { to: `/accounts/${account.id}`, flash: words[viewer.language].createdFlash(account.name) })
})
