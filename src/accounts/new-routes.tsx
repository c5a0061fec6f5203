import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { mostAtOnce } from '#src/contacts/contact.ts'
import { contactFieldsForm, contactInput, isNamed } from '#src/contacts/form.ts'
import { readFieldValues, withFields } from '#src/fields/form.ts'
import { fieldSheet, setFirstValues } from '#src/fields/value.ts'
import { findContacts, namedContacts } from '#src/links/find.ts'
import { type Linked, openAccount } from '#src/links/link.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import {
  emptyForm,
  type FormState,
  idField,
  parseForm,
  readPosted,
  searchText,
  several,
  toId,
  withProblem,
} from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { can } from '#src/staff/rights.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { newTagForm } from '#src/tags/form.ts'
import { allTags, tagNamed } from '#src/tags/tag.ts'
import { KnownContacts, NewAccountPage } from '#views/accounts/new.tsx'
import { words } from '#views/accounts/words.ts'
import { accountFieldsForm, accountFieldsIn } from './form.ts'
import { setAccountTags, setTeam } from './team.ts'

const newAccountForm = z.object({
  ...accountFieldsForm,
  ...contactFieldsForm,
  contact: several(idField, mostAtOnce),
})
const teamForm = z.object({ staff: several(idField), staff_was: several(idField) })
const tagsForm = z.object({ tags: several(idField) })
const mostFound = 25

/** A new account with its first contacts. */
export const newAccountRoutes = new Hono()

const colleaguesIn = foundOnce((c) => activeStaff(c.var.db))

/** Those who join every new client anyway, and whoever creates it. */
async function teamTicked(c: Context): Promise<FormState['lists']> {
  const me = staffOf(c)
  const joining = (await colleaguesIn(c)).filter(
    ({ id, role, default_access }) => default_access || (id === me.id && role === 'employee'),
  )
  const joins = joining.map(({ id }) => String(id))
  return { staff_was: joins, staff: [...new Set([...joins, String(me.id)])] }
}

const newPage = async (c: Context, form: FormState, query: string, status: 200 | 422 = 200) => {
  const me = staffOf(c)
  const ticked = (form.lists.contact ?? []).map(toId).filter((id) => id !== null)
  const [chosen, found] = await Promise.all([
    namedContacts(c.var.db, me, ticked),
    query ? findContacts(c.var.db, me, query, mostFound) : [],
  ])
  const known = { viewer: await viewerOf(c), form, query, chosen, found }
  if (wantsPart(c)) return answer(c, { page: '', part: <KnownContacts {...known} />, status })
  const [sheet, tags, staff] = await Promise.all([
    fieldSheet(c.var.db, 'account', null),
    allTags(c.var.db),
    colleaguesIn(c),
  ])
  return answer(c, { page: <NewAccountPage {...known} sheet={sheet} tags={tags} staff={staff} />, status })
}

newAccountRoutes.get('/accounts/new', may('manage accounts'), async (c) => {
  const contact = (c.req.queries('contact') ?? []).slice(0, mostAtOnce)
  const lists = { contact, ...(await teamTicked(c)) }
  return newPage(c, emptyForm({ type: 'individual', new_tag_colour: 'slate' }, lists), searchText(c.req.query('q')))
})

newAccountRoutes.post('/accounts', may('manage accounts'), creates(), async (c) => {
  const posted = await readPosted(c)
  const me = staffOf(c)
  const own = parseForm(newAccountForm, posted)
  const custom = readFieldValues(await fieldSheet(c.var.db, 'account', null), posted, languageOf(c))
  const team = can(me, 'assign team') ? parseForm(teamForm, posted) : null
  const tags = can(me, 'tag accounts') ? parseForm(tagsForm, posted) : null
  const newTag = can(me, 'manage tags') && posted.has('new_tag') ? parseForm(newTagForm, posted) : null
  const read = [own, team, tags, newTag].filter((one) => one !== null)
  const form = read.reduce((whole, one) => withFields(whole, one.form), custom.form)
  if (!own.ok || !custom.ok || read.some((one) => !one.ok)) return newPage(c, form, '', 422)
  const { contact: existing, ...data } = own.data
  const input = contactInput(data)
  const contacts: Linked[] = [
    ...(isNamed(input) ? [{ contact: input }] : []),
    ...existing.map((contactId) => ({ contactId })),
  ]
  if (contacts.length === 0) return newPage(c, withProblem(form, 'first_name', 'name a contact'), '', 422)
  const { id, name } = await write(c, async (act) => {
    const opened = await openAccount(act, { fields: accountFieldsIn(data), contacts })
    await setFirstValues(act, { subject: 'account', id: opened.id }, custom.values)
    const made =
      newTag?.ok && newTag.data.new_tag ? [await tagNamed(act, newTag.data.new_tag, newTag.data.new_tag_colour)] : []
    const given = [...(tags?.ok ? tags.data.tags : []), ...made]
    if (given.length > 0) await setAccountTags(act, opened.id, given)
    if (team?.ok) await setTeam(act, opened.id, team.data.staff, team.data.staff_was)
    return { id: opened.id, name: opened.name }
  })
  const viewer = await viewerOf(c)
  return done(c, { to: `/accounts/${id}`, flash: words[viewer.language].createdFlash(name) })
})
